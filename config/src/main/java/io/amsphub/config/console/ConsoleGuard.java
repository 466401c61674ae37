package io.amsphub.config.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns away, before anything else looks at it, what no page of the console sends: requests for
 * another host (DNS rebinding), from a page of another origin, Jolokia by GET, and bodies that are
 * not JSON. A request without {@code Origin} is taken only from a script that brings its password:
 * browsers send {@code Origin} with each POST.
 */
final class ConsoleGuard implements Filter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final Set<String> JSON = Set.of("application/json", "text/json");

    private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final Set<String> origins = new HashSet<>();

    ConsoleGuard(ConsoleSettings settings) {
        hosts.add(settings.host().toLowerCase(Locale.ROOT));
        for (URI origin : settings.origins()) {
            if (origin.getScheme() == null || origin.getHost() == null) {
                throw new IllegalArgumentException(origin + " is no origin: write scheme://host or scheme://host:port");
            }
            hosts.add(origin.getHost().toLowerCase(Locale.ROOT));
            origins.add((origin.getScheme() + "://" + origin.getAuthority()).toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int status = judge((HttpServletRequest) request);
        if (status == HttpServletResponse.SC_OK) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response).sendError(status);
        }
    }

    private int judge(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        if (!hosts.contains(request.getServerName().toLowerCase(Locale.ROOT)) || isForeign(request)) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        boolean post = "POST".equals(request.getMethod());
        if (!post && "/jolokia".equals(request.getServletPath())) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        if (post && !JSON.contains(mediaType(request))) {
            return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
        }
        return HttpServletResponse.SC_OK;
    }

    private boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return "POST".equals(request.getMethod()) && request.getHeader("Authorization") == null;
        }
        String own = request.getScheme() + "://" + request.getHeader("Host");
        return !origin.equalsIgnoreCase(own) && !origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
