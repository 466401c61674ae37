package io.amsphub.connectors.erp.tryton;

import java.net.URI;
import java.time.Duration;

/**
 * How a Tryton is reached and used.
 *
 * @param url its address with the name of the database, ending in a slash
 * @param user who the hub is there
 * @param password of that user
 * @param production whether productions are kept there, so that what is made comes into stock
 * @param patience how long an answer may take
 */
public record TrytonSettings(URI url, String user, String password, boolean production, Duration patience) {

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
