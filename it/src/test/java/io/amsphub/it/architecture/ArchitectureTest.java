package io.amsphub.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The direction {@code mesh <- processors <- {routes, connectors} <- config}, and where each technique lives. */
@AnalyzeClasses(packages = "io.amsphub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String MESH = "io.amsphub.mesh..";
    private static final String PROCESSORS = "io.amsphub.processors..";
    private static final String ROUTES = "io.amsphub.routes..";
    private static final String CONNECTORS = "io.amsphub.connectors..";
    private static final String CONFIG = "io.amsphub.config..";

    @ArchTest
    static final ArchRule MESH_IS_PURE_JAVA = classes()
            .that()
            .resideInAPackage(MESH)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(MESH, "java..", "javax.xml..", "org.xml.sax..", "org.jspecify..");

    @ArchTest
    static final ArchRule PROCESSORS_KNOW_NO_MIDDLEWARE = classes()
            .that()
            .resideInAPackage(PROCESSORS)
            .and()
            .resideOutsideOfPackage("io.amsphub.processors.exchange")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    MESH,
                    PROCESSORS,
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.fasterxml.jackson..",
                    "com.github.f4b6a3.ulid..");

    @ArchTest
    static final ArchRule EXCHANGE_IS_THE_ONLY_DOOR_TO_CAMEL = noClasses()
            .that()
            .resideInAnyPackage(MESH, PROCESSORS)
            .and()
            .resideOutsideOfPackage("io.amsphub.processors.exchange")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "jakarta..", "org.springframework..", "org.hibernate..");

    @ArchTest
    static final ArchRule ROUTES_AND_CONNECTORS_MEET_IN_PORTS = noClasses()
            .that()
            .resideInAPackage(ROUTES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONNECTORS, CONFIG);

    @ArchTest
    static final ArchRule CONNECTORS_DO_NOT_KNOW_ROUTES = noClasses()
            .that()
            .resideInAPackage(CONNECTORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROUTES, CONFIG);

    @ArchTest
    static final ArchRule JPA_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("io.amsphub.connectors.jpa..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "org.springframework.orm..");

    @ArchTest
    static final ArchRule ROUTES_ARE_CALLED_SO = classes()
            .that()
            .areAssignableTo("org.apache.camel.builder.RouteBuilder")
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveSimpleNameEndingWith("Routes")
            .andShould()
            .resideInAPackage(ROUTES);

    @ArchTest
    static final ArchRule WHAT_IS_CALLED_ROUTES_IS_ONE = classes()
            .that()
            .haveSimpleNameEndingWith("Routes")
            .should()
            .beAssignableTo("org.apache.camel.builder.RouteBuilder");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_FOLDERS =
            slices().matching("io.amsphub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_CONNECTORS =
            slices().matching("io.amsphub.connectors.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STEPS_SEE_PORTS_AND_PORTS_SEE_NO_STEPS = noClasses()
            .that()
            .resideInAnyPackage("io.amsphub.processors.port..", "io.amsphub.processors.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.amsphub.processors.step..", "io.amsphub.processors.api..");

    @ArchTest
    static final ArchRule LOG_GOES_THROUGH_SLF4J = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..");

    @ArchTest
    static final ArchRule PROCESS_ENDS_ONLY_BY_COMMAND = noClasses()
            .that()
            .resideOutsideOfPackages("io.amsphub.config.cli..", "io.amsphub.config.simulator..")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule PROCESS_IS_HALTED_ONLY_AT_HALT_POINTS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.amsphub.processors.lifecycle.HaltPoint")
            .should()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule DOMAIN_ASKS_ITS_CLOCK = noClasses()
            .that()
            .resideInAPackage(PROCESSORS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NOBODY_DESERIALISES_JAVA_OBJECTS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream");
}
