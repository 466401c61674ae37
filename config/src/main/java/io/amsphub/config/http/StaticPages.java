package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pages from the class path: the pages for people, and the browsable description of the API. Only names that
 * are looked for are found; nothing is read from the file system.
 */
public final class StaticPages implements Handler<RoutingContext> {

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/";
    private static final Map<String, String> OWN = Map.of(
            "/make", "/pages/make.html",
            "/fleet", "/pages/fleet.html",
            "/offer", "/pages/offer.html",
            "/board", "/pages/board.html",
            "/docs", "/pages/docs.html",
            "/docs/", "/pages/docs.html",
            "/docs/docs.js", "/pages/docs.js",
            "/openapi.yaml", "/openapi.yaml");

    /** What the pages for people are made of: modules, styles and the viewer library. */
    private static final Pattern PAGE_FILE = Pattern.compile("/pages/(?:[a-z]+/)?[a-z0-9][A-Za-z0-9.-]*");

    /** No markup is ever made from text, and nothing runs that is not a file of the hub. */
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final String swaggerUiVersion;

    /**
     * Pages with a version of Swagger UI.
     *
     * @throws IllegalStateException when it is not on the class path
     */
    public StaticPages(String swaggerUiVersion) {
        this.swaggerUiVersion = swaggerUiVersion;
        if (StaticPages.class.getResource(SWAGGER_UI + swaggerUiVersion + "/swagger-ui-bundle.js") == null) {
            throw new IllegalStateException("Swagger UI " + swaggerUiVersion + " is not on the class path");
        }
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        boolean read = READS.contains(context.request().method().name());
        String resource = resource(path);
        if (read && path.equals("/")) {
            context.redirect("/make");
        } else if (resource == null || !read) {
            context.next();
        } else {
            serve(context, path, resource);
        }
    }

    private static void serve(RoutingContext context, String path, String resource) {
        try (InputStream in = StaticPages.class.getResourceAsStream(resource)) {
            if (in == null) {
                context.next();
                return;
            }
            if (!path.startsWith("/docs")) {
                context.response().putHeader("Content-Security-Policy", PAGE_POLICY);
            }
            boolean versioned = path.startsWith("/pages/vendor/");
            context.response()
                    .putHeader("Cache-Control", versioned ? "max-age=31536000, immutable" : "no-cache")
                    .putHeader("Content-Type", type(resource))
                    .end(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            context.fail(e);
        }
    }

    private @Nullable String resource(String path) {
        String own = OWN.get(path);
        if (own != null) {
            return own;
        }
        String prefix = "/docs/ui/";
        if (path.startsWith(prefix)
                && NAME.matcher(path.substring(prefix.length())).matches()) {
            return SWAGGER_UI + swaggerUiVersion + "/" + path.substring(prefix.length());
        }
        return PAGE_FILE.matcher(path).matches() ? path : null;
    }

    private static String type(String resource) {
        if (resource.endsWith(".yaml")) {
            return "application/yaml; charset=utf-8";
        }
        String type = MimeMapping.getMimeTypeForFilename(resource);
        return type == null ? "application/octet-stream" : type + "; charset=utf-8";
    }
}
