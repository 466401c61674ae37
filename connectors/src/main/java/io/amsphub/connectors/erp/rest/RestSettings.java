package io.amsphub.connectors.erp.rest;

import java.net.URI;
import java.time.Duration;

/**
 * How an ERP with a REST interface is reached.
 *
 * @param url the address that paths of the mapping are relative to, ending in a slash
 * @param user who the hub is there
 * @param password of that user, or a key
 * @param patience how long an answer may take
 */
public record RestSettings(URI url, String user, String password, Duration patience) {

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
