package io.amsphub.it.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium, driven by the W3C WebDriver protocol: opens pages, clicks, types, waits and
 * takes screenshots. Selectors are CSS and mean the first match that is shown. What does not come
 * within the time-out fails with the page's text.
 *
 * <p>One thread only. {@link #close()} ends the browser, its driver and its profile.
 */
public final class Browser implements AutoCloseable {

    /** What to say when {@link #isInstalled()} is false. */
    public static final String MISSING = "Chromium is not installed: apt-get install chromium chromium-driver";

    private static final Path DRIVER = Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver"));
    private static final Path BINARY = Path.of(System.getProperty("browser.binary", "/usr/bin/chromium"));
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first shown element that matches and whose text holds the text; or the one inside it. */
    /** {@code host >>> css} looks in the shadow tree of the host. */
    private static final String FIND = """
            const [css, text, inner] = arguments;
            const [host, inShadow] = css.split(' >>> ');
            const root = inShadow ? document.querySelector(host)?.shadowRoot : document;
            const found = [...(root?.querySelectorAll(inShadow ?? css) ?? [])].find(e =>
                e.getClientRects().length > 0 && (e.textContent || '').includes(text));
            return (found && inner ? found.querySelector(inner) : found) || null;
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final Path profile;
    private final URI session;
    private final Duration patience;

    private Browser(Process driver, Path profile, URI session, Duration patience) {
        this.driver = driver;
        this.profile = profile;
        this.session = session;
        this.patience = patience;
    }

    /** Returns whether there is a browser and its driver to run. */
    public static boolean isInstalled() {
        return Files.isExecutable(DRIVER) && Files.isExecutable(BINARY);
    }

    /**
     * Starts a browser with a new profile and a window of 1500 x 950.
     *
     * @param patience how long each wait may take
     */
    public static Browser start(Duration patience) throws IOException {
        Path profile = Files.createTempDirectory("browser");
        Path log = profile.resolve("chromedriver.log");
        Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean started = false;
        try {
            URI base = URI.create("http://127.0.0.1:" + port(driver, log) + "/session");
            Map<String, Object> chrome = Map.of("binary", BINARY.toString(), "args", flags(profile));
            JsonNode answer = call(
                    HttpClient.newHttpClient(),
                    "POST",
                    base,
                    Map.of("capabilities", Map.of("alwaysMatch", capabilities(chrome))));
            Browser browser = new Browser(
                    driver,
                    profile,
                    URI.create(base + "/" + answer.get("sessionId").asText()),
                    patience);
            started = true;
            return browser;
        } finally {
            if (!started) {
                driver.destroy();
                delete(profile);
            }
        }
    }

    private static Map<String, Object> capabilities(Map<String, Object> chrome) {
        return Map.of(
                "browserName",
                "chrome",
                "acceptInsecureCerts",
                true,
                "goog:loggingPrefs",
                Map.of("browser", "ALL"),
                "goog:chromeOptions",
                chrome);
    }

    private static List<String> flags(Path profile) {
        return List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1500,950",
                "--user-data-dir=" + profile);
    }

    private static int port(Process driver, Path log) {
        int[] port = {0};
        await("the driver of the browser, see " + log)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> !driver.isAlive())
                .until(() -> {
                    Matcher matcher = PORT.matcher(Files.readString(log));
                    if (matcher.find()) {
                        port[0] = Integer.parseInt(matcher.group(1));
                    }
                    return port[0] != 0;
                });
        return port[0];
    }

    /** Opens a page and waits until it is loaded. */
    public void open(URI page) {
        post("/url", Map.of("url", page.toString()));
    }

    /** Returns where the browser is. */
    public URI location() {
        return URI.create(call(http, "GET", URI.create(session + "/url"), null).asText());
    }

    /** Waits for the element and clicks it. */
    public void click(String css) {
        clickWithin(css, "", "");
    }

    /** Waits for the first element that holds the text, and clicks it. */
    public void click(String css, String text) {
        clickWithin(css, text, "");
    }

    /** Waits for the first element that holds the text, such as a row, and clicks what is inside it. */
    public void clickWithin(String css, String text, String inner) {
        String id = find(css, text, inner);
        script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", Map.of(ELEMENT, id));
        post("/element/" + id + "/click", Map.of());
    }

    /** Waits for the input and types into it, after what it holds. */
    public void type(String css, String text) {
        post("/element/" + find(css, "", "") + "/value", Map.of("text", text));
    }

    /** Waits until the element is shown. */
    public void awaitElement(String css) {
        find(css, "", "");
    }

    /** Waits until an element that matches holds the text. */
    public void awaitText(String css, String text) {
        find(css, text, "");
    }

    /** Returns the text of the page as a reader sees it. */
    public String text() {
        return script("return document.body ? document.body.innerText : ''").asText();
    }

    /** Returns the texts of all shown elements that match, without waiting. */
    public List<String> texts(String css) {
        JsonNode found = script(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".filter(e => e.getClientRects().length > 0).map(e => e.innerText || e.textContent)",
                css);
        List<String> texts = new ArrayList<>();
        found.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /**
     * Runs JavaScript in the page.
     *
     * @param body the body of a function; {@code arguments} holds the arguments
     * @return what it returns
     */
    public JsonNode script(String body, Object... arguments) {
        return post("/execute/sync", Map.of("script", body, "args", List.of(arguments)));
    }

    /** Returns what the page wrote to the browser's console since the last call, errors only. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        post("/se/log", Map.of("type", "browser")).forEach(entry -> {
            if ("SEVERE".equals(entry.path("level").asText())) {
                errors.add(entry.path("message").asText());
            }
        });
        return errors;
    }

    /** Saves what the window shows as PNG. */
    public void screenshot(Path png) throws IOException {
        String image =
                call(http, "GET", URI.create(session + "/screenshot"), null).asText();
        Files.createDirectories(png.toAbsolutePath().getParent());
        Files.write(png, Base64.getDecoder().decode(image));
    }

    private String find(String css, String text, String inner) {
        String[] id = {""};
        try {
            await().atMost(patience)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreException(BrowserException.class)
                    .failFast(() -> !driver.isAlive())
                    .until(() -> {
                        id[0] = script(FIND, css, text, inner).path(ELEMENT).asText();
                        return !id[0].isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no " + css + " " + inner + (text.isEmpty() ? "" : " with '" + text + "'") + " on " + location()
                            + ":\n" + text(),
                    e);
        }
        return id[0];
    }

    private JsonNode post(String path, Object body) {
        return call(http, "POST", URI.create(session + path), body);
    }

    private static JsonNode call(HttpClient http, String method, URI uri, @Nullable Object body) {
        try {
            HttpRequest.BodyPublisher content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .method(method, content)
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofMinutes(1))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(response.body()).path("value");
            if (response.statusCode() != 200) {
                throw new BrowserException(value.path("error").asText() + ": "
                        + value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            call(http, "DELETE", session, null);
        } finally {
            driver.destroy();
            driver.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            delete(profile);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    /** The browser or its driver said no. */
    public static final class BrowserException extends RuntimeException {
        BrowserException(String message) {
            super(message);
        }
    }
}
