package io.amsphub.config.console;

import java.nio.file.Path;

/**
 * The key that the console serves HTTPS with.
 *
 * @param keyStore a PKCS12 file with one private key and its certificates
 * @param password of the file and of the key
 */
public record ConsoleTls(Path keyStore, String password) {

    @Override
    public String toString() {
        return "ConsoleTls[" + keyStore + "]";
    }
}
