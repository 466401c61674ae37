package io.amsphub.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amsphub.processors.webhook.WebhookSignature;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/webhooks.md}, run as they stand there. */
@SuppressWarnings("NullAway") // JUnit sets the directory
class WebhookDocumentTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_plJ3nmyCDGBKInavdOK15jsl2tPz8cXX0yTrLkAyF3Q=";
    private static final Instant AT = Instant.ofEpochSecond(1795694400);
    private static final String BODY = "{\"why\":\"3 Stück\"}";
    private static final Map<String, String> HEADERS =
            WebhookSignature.headers(List.of(OLD, SECRET), "evt_1", AT, BODY);

    @TempDir
    Path directory;

    private static String block(String language) throws IOException {
        String page = Files.readString(Path.of("../docs/webhooks.md"));
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as(language).isTrue();
        return matcher.group(1);
    }

    private static boolean installed(String program) throws IOException {
        return Files.isExecutable(Path.of("/usr/bin/" + program));
    }

    private String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void pythonVerifiesWhatTheHubSigns() throws Exception {
        assumeTrue(installed("python3"), "python3 is not installed");
        String call = "print(verify(%s, {'webhook-id': 'evt_1', 'webhook-timestamp': '" + AT.getEpochSecond()
                + "', 'webhook-signature': '" + HEADERS.get("webhook-signature") + "'}, %s.encode(), %s))\n";
        long now = AT.getEpochSecond();
        String wrong = "whsec_" + "A".repeat(32);
        String script = block("python")
                + call.formatted("'" + SECRET + "'", "'" + BODY + "'", now)
                + call.formatted("'" + OLD + "'", "'" + BODY + "'", now + 299)
                + call.formatted("'" + SECRET + "'", "'" + BODY + " '", now)
                + call.formatted("'" + wrong + "'", "'" + BODY + "'", now)
                + call.formatted("'" + SECRET + "'", "'" + BODY + "'", now + 301);
        Path file = Files.writeString(directory.resolve("verify.py"), script);
        assertThat(run(Map.of(), "/usr/bin/python3", file.toString()).lines())
                .containsExactly("True", "True", "False", "False", "False");
    }

    @Test
    void javaVerifiesWhatTheHubSigns() throws Exception {
        Path file = Files.writeString(directory.resolve("WebhookVerifier.java"), block("java"));
        int compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", directory.toString(), file.toString());
        assertThat(compiled).isZero();
        List<Boolean> said = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Method verify = loader.loadClass("WebhookVerifier")
                    .getMethod(
                            "verify", String.class, String.class, String.class, String.class, byte[].class, long.class);
            for (String body : List.of(BODY, BODY + " ")) {
                for (long late : new long[] {0, 301}) {
                    said.add((Boolean) verify.invoke(
                            null,
                            SECRET,
                            "evt_1",
                            HEADERS.get("webhook-timestamp"),
                            HEADERS.get("webhook-signature"),
                            body.getBytes(StandardCharsets.UTF_8),
                            AT.getEpochSecond() + late));
                }
            }
        }
        assertThat(said).containsExactly(true, false, false, false);
    }

    @Test
    void opensslSignsAsTheHubDoes() throws Exception {
        assumeTrue(installed("openssl"), "openssl is not installed");
        Files.writeString(directory.resolve("body.json"), BODY);
        Map<String, String> environment =
                Map.of("SECRET", SECRET, "ID", "evt_1", "TIMESTAMP", Long.toString(AT.getEpochSecond()));
        assertThat(run(environment, "/bin/sh", "-c", block("sh")))
                .isEqualTo(WebhookSignature.sign(SECRET, "evt_1", AT.getEpochSecond(), BODY));
    }
}
