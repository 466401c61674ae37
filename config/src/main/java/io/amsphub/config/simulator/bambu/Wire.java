package io.amsphub.config.simulator.bambu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Reports as bytes, which are not always UTF-8: some machines cut names in the middle of a character. */
final class Wire {

    /** Stands for a character that was cut. */
    static final String CUT = "@cut@";

    private static final byte[] BROKEN = {(byte) 0xE4, (byte) 0xB8, (byte) 0xFF, 0x28, (byte) 0xC3};

    private Wire() {}

    static byte[] bytes(ObjectNode message) {
        return bytes(message.toString());
    }

    static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = text.indexOf(CUT);
        if (at >= 0) {
            int from = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
            System.arraycopy(BROKEN, 0, bytes, from, BROKEN.length);
        }
        return bytes;
    }
}
