package io.amsphub.config.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Tells the throttle which address a request comes from, and turns Hawtio's 403 into a 429 with
 * {@code Retry-After} when the password was not looked at; Hawtio's login page knows that answer.
 */
final class LoginThrottleFilter implements Filter {

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
        } finally {
            throttle.end();
        }
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
