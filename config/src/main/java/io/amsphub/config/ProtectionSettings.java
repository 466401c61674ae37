package io.amsphub.config;

import java.util.Base64;

/**
 * How content is protected.
 *
 * @param masterKey the master key in base 64; empty when it is in the data directory
 * @param masterKeyBefore the one that was given before it, until keys are rotated; empty for none
 */
public record ProtectionSettings(String masterKey, String masterKeyBefore) {

    static final Setting MASTER_KEY = new Setting(
            "hub.master-key",
            "",
            "32 bytes in base 64 that wrap the keys of content; empty for master.key of the data directory");

    static final Setting MASTER_KEY_BEFORE = new Setting(
            "hub.master-key-before", "", "the master key given before, until 'hub keys rotate' has replaced it");

    private static final int BYTES = 32;

    static ProtectionSettings read(SettingsReader reader) {
        return new ProtectionSettings(key(reader, MASTER_KEY), key(reader, MASTER_KEY_BEFORE));
    }

    private static String key(SettingsReader reader, Setting setting) {
        String key = reader.text(setting);
        if (!key.isEmpty() && decoded(key).length != BYTES) {
            reader.error(setting, BYTES + " bytes in base 64 are wanted, such as 'openssl rand -base64 32' makes");
        }
        return key;
    }

    /** Returns the bytes of a key; none when it is no base 64. */
    static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "ProtectionSettings[masterKey=" + (masterKey.isEmpty() ? "in the data directory" : "given") + "]";
    }
}
