package io.amsphub.config.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.management.ObjectName;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be told from the policy files alone. */
class ConsolePolicyTest {

    private static final List<String> ON_ANY_HUB = List.of(
            "io.amsphub:type=Fleet",
            "io.amsphub:type=security,area=jmx,name=Console",
            "org.apache.camel:context=hub,type=context,name=\"hub\"",
            "org.apache.camel:context=hub,type=routes,name=\"a\"",
            "org.apache.camel:context=hub,type=processors,name=\"a\"",
            "org.apache.camel:context=hub,type=services,name=a",
            "org.apache.camel:context=hub,type=endpoints,name=\"a\"",
            "org.apache.activemq.artemis:broker=\"hub\"",
            "org.apache.activemq.artemis:broker=\"hub\",component=acceptors,name=\"a\"",
            "org.apache.activemq.artemis:broker=\"hub\",component=addresses,address=\"a\"",
            "org.apache.activemq.artemis:broker=\"hub\",component=addresses,address=\"a\",subcomponent=queues,"
                    + "routing-type=\"anycast\",queue=\"a\"",
            "java.lang:type=Runtime",
            "java.lang:type=Threading",
            "java.lang:type=MemoryPool,name=Metaspace");

    /** Operations and attributes that the file lists, by the name or pattern of the MBean. */
    private static Map<ObjectName, Set<String>> read(String policy, String tag) throws Exception {
        Map<ObjectName, Set<String>> entries = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(ConsolePolicy.class.getResourceAsStream(policy))) {
            NodeList mbeans = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("mbean");
            for (int i = 0; i < mbeans.getLength(); i++) {
                Element mbean = (Element) mbeans.item(i);
                String name = mbean.getElementsByTagName("name").item(0).getTextContent();
                Set<String> values = new HashSet<>();
                NodeList nodes = mbean.getElementsByTagName(tag);
                for (int j = 0; j < nodes.getLength(); j++) {
                    values.add(nodes.item(j).getTextContent());
                }
                assertThat(entries.put(new ObjectName(name), values)).as(name).isNull();
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {ConsolePolicy.OPERATOR_POLICY, ConsolePolicy.AUDITOR_POLICY})
    void noTwoPatternsMatchOneMBean(String policy) throws Exception {
        Set<ObjectName> names = read(policy, "operation").keySet();
        Map<String, List<ObjectName>> matches = new HashMap<>();
        for (String mbean : ON_ANY_HUB) {
            ObjectName name = new ObjectName(mbean);
            matches.put(
                    mbean,
                    names.contains(name)
                            ? List.of(name)
                            : names.stream()
                                    .filter(pattern -> pattern.apply(name))
                                    .toList());
        }
        assertThat(matches.values()).allSatisfy(found -> assertThat(found).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {ConsolePolicy.OPERATOR_POLICY, ConsolePolicy.AUDITOR_POLICY})
    void nothingIsAllowedThatIsNotListed(String policy) throws Exception {
        try (InputStream in = Objects.requireNonNull(ConsolePolicy.class.getResourceAsStream(policy))) {
            NodeList commands = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("command");
            Set<String> open = new HashSet<>();
            for (int i = 0; i < commands.getLength(); i++) {
                open.add(commands.item(i).getTextContent());
            }
            assertThat(open).containsExactlyInAnyOrder("version", "list", "search");
        }
    }

    @Test
    void auditorsMayDoNothingThatOperatorsMayNot() throws Exception {
        for (String tag : List.of("operation", "attribute")) {
            Map<ObjectName, Set<String>> operators = read(ConsolePolicy.OPERATOR_POLICY, tag);
            read(ConsolePolicy.AUDITOR_POLICY, tag)
                    .forEach((name, allowed) ->
                            assertThat(operators.get(name)).as(name.toString()).containsAll(allowed));
        }
    }

    @Test
    void operatorsOfTheHubsOwnMBeansAreTheOnlyWildcard() throws Exception {
        read(ConsolePolicy.OPERATOR_POLICY, "operation").forEach((name, operations) -> {
            if (!name.toString().equals("io.amsphub:*")) {
                assertThat(operations).as(name.toString()).noneMatch(operation -> operation.contains("*"));
            }
        });
        assertThat(read(ConsolePolicy.AUDITOR_POLICY, "operation").values())
                .allSatisfy(operations -> assertThat(operations).noneMatch(operation -> operation.contains("*")));
    }
}
