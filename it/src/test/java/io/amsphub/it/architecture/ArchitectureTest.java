package io.amsphub.it.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.http.HttpClient;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The direction {@code mesh <- processors <- {routes, connectors} <- config}, and where each technique lives. */
class ArchitectureTest {

    private static final String MESH = "io.amsphub.mesh..";
    private static final String PROCESSORS = "io.amsphub.processors..";
    private static final String ROUTES = "io.amsphub.routes..";
    private static final String CONNECTORS = "io.amsphub.connectors..";
    private static final String CONFIG = "io.amsphub.config..";
    private static final String ROUTE_BUILDER = "org.apache.camel.builder.endpoint.EndpointRouteBuilder";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.amsphub");

    @Test
    void meshIsPureJava() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage(MESH)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        MESH,
                        "java..",
                        "javax.crypto..",
                        "javax.xml..",
                        "org.xml.sax..",
                        "org.jspecify..",
                        // the CSG front, and the one class that it wants of JavaFX
                        "eu.mihosoft..",
                        "javafx.scene.paint..");
        rule.check(CLASSES);
    }

    @Test
    void processorsKnowNoMiddleware() {
        ArchRule rule = classes()
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
                        "javax.crypto..",
                        "javax.xml.stream..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.fasterxml.jackson..",
                        "com.github.f4b6a3.ulid..");
        rule.check(CLASSES);
    }

    @Test
    void exchangeIsTheOnlyDoorToCamel() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(MESH, PROCESSORS)
                .and()
                .resideOutsideOfPackage("io.amsphub.processors.exchange")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "jakarta..", "org.springframework..", "org.hibernate..");
        rule.check(CLASSES);
    }

    @Test
    void routesAndConnectorsMeetInPorts() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROUTES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS, CONFIG);
        rule.check(CLASSES);
    }

    @Test
    void connectorsDoNotKnowRoutes() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROUTES, CONFIG);
        rule.check(CLASSES);
    }

    /** Its own timeout ends with the headers of an answer. */
    @Test
    void connectorsAskInBoundedTime() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(CONNECTORS)
                .and()
                .doNotHaveSimpleName("TimedHttp")
                .and()
                .haveSimpleNameNotEndingWith("Test") // of the jar of the connectors' tests
                .should()
                .callMethodWhere(target(owner(assignableTo(HttpClient.class))).and(target(nameStartingWith("send"))));
        rule.check(CLASSES);
    }

    @Test
    void jpaStaysInItsPackage() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.amsphub.connectors.jpa..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "org.springframework.orm..");
        rule.check(CLASSES);
    }

    @Test
    void routesAreCalledSo() {
        ArchRule rule = classes()
                .that()
                .areAssignableTo(ROUTE_BUILDER)
                .or()
                .areAssignableTo("org.apache.camel.builder.RouteBuilder")
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveSimpleNameEndingWith("Routes")
                .andShould()
                .resideInAPackage(ROUTES);
        rule.check(CLASSES);
    }

    @Test
    void whatIsCalledRoutesIsOne() {
        ArchRule rule =
                classes().that().haveSimpleNameEndingWith("Routes").should().beAssignableTo(ROUTE_BUILDER);
        rule.check(CLASSES);
    }

    @Test
    void noCyclesBetweenFolders() {
        ArchRule rule = slices().matching("io.amsphub.(*)..").should().beFreeOfCycles();
        rule.check(CLASSES);
    }

    @Test
    void noCyclesBetweenConnectors() {
        ArchRule rule =
                slices().matching("io.amsphub.connectors.(*)..").should().beFreeOfCycles();
        rule.check(CLASSES);
    }

    @Test
    void stepsSeePortsAndPortsSeeNoSteps() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage("io.amsphub.processors.port..", "io.amsphub.processors.lifecycle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.amsphub.processors.step..", "io.amsphub.processors.api..");
        rule.check(CLASSES);
    }

    @Test
    void logGoesThroughSlf4j() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..");
        rule.check(CLASSES);
    }

    @Test
    void processEndsOnlyByCommand() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("io.amsphub.config.cli..", "io.amsphub.config.simulator..")
                .should()
                .callMethod(System.class, "exit", int.class);
        rule.check(CLASSES);
    }

    @Test
    void processIsHaltedOnlyAtHaltPoints() {
        ArchRule rule = noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.amsphub.processors.lifecycle.HaltPoint")
                .and()
                .doNotHaveFullyQualifiedName("io.amsphub.connectors.jpa.BrokenDatabase") // ADR 48
                .and()
                .doNotHaveFullyQualifiedName("io.amsphub.config.cli.FailedMain") // when its shutdown hangs
                .should()
                .callMethod(Runtime.class, "halt", int.class);
        rule.check(CLASSES);
    }

    @Test
    void domainAsksItsClock() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(PROCESSORS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
        rule.check(CLASSES);
    }

    @Test
    void nobodyDeserialisesJavaObjects() {
        ArchRule rule = noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");
        rule.check(CLASSES);
    }
}
