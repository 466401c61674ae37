package io.amsphub.config.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the throttle which address a request comes from, and turns Hawtio's 403 into a 429 with
 * {@code Retry-After} when the password was not looked at; Hawtio's login page knows that answer.
 * A login that is not the JSON that Hawtio expects gets a 400 where Hawtio would fail with a stack trace.
 */
final class LoginThrottleFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(LoginThrottleFilter.class);
    private static final int TOO_MANY_REQUESTS = 429;

    private final LoginThrottle throttle;

    LoginThrottleFilter(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LoginThrottle.Attempt attempt = throttle.begin(request.getRemoteAddr());
        try {
            chain.doFilter(request, new Answer((HttpServletResponse) response, attempt));
        } catch (IOException | IllegalStateException | ClassCastException e) {
            if (!isLogin(request) || response.isCommitted()) {
                throw e;
            }
            log.debug("a login that is not the JSON that the login page sends", e);
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
        } finally {
            throttle.end();
        }
    }

    private static boolean isLogin(ServletRequest request) {
        return "/auth/login".equals(((HttpServletRequest) request).getServletPath());
    }

    private static final class Answer extends HttpServletResponseWrapper {

        private final LoginThrottle.Attempt attempt;

        Answer(HttpServletResponse response, LoginThrottle.Attempt attempt) {
            super(response);
            this.attempt = attempt;
        }

        @Override
        public void setStatus(int status) {
            if (status == SC_FORBIDDEN && !attempt.retryAfter().isZero()) {
                setHeader(
                        "Retry-After",
                        Long.toString(attempt.retryAfter().plusMillis(999).toSeconds()));
                super.setStatus(TOO_MANY_REQUESTS);
            } else {
                super.setStatus(status);
            }
        }
    }
}
