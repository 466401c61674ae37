package io.amsphub.processors.licence;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.port.BlobOwners;
import io.amsphub.processors.tdp.PackageSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * What the hub says under its signature about the deletion of a design's content.
 *
 * @param id {@code del_...}
 * @param designId the design
 * @param organisation its owner
 * @param at when, by the hub's clock
 * @param by who asked for it
 * @param reason in words
 * @param contents what was there, and what became of it
 * @param statement the whole in lines of text, as it was signed
 * @param keyId short name of the key
 * @param signature Ed25519 (RFC 8032) of the statement in UTF-8, base 64
 * @param version for optimistic locking; 0 until stored
 */
public record DeletionCertificate(
        String id,
        String designId,
        String organisation,
        Instant at,
        String by,
        String reason,
        List<Content> contents,
        String statement,
        String keyId,
        String signature,
        long version) {

    /** Copies the list. */
    public DeletionCertificate {
        contents = List.copyOf(contents);
    }

    /** The only state that a deletion has. */
    public enum State {
        /** It was done, as far as the certificate says. */
        DELETED
    }

    /**
     * Content that was there.
     *
     * @param sha256 of the content, lower-case hex
     * @param bytes its length
     * @param outcome what became of it
     */
    public record Content(String sha256, long bytes, BlobOwners.Removal outcome) {

        /** Content and what became of it. */
        public static Content of(BlobRef blob, BlobOwners.Removal outcome) {
            return new Content(blob.sha256(), blob.bytes(), outcome);
        }
    }

    /** Returns a signed certificate. */
    public static DeletionCertificate signed(
            String id,
            String designId,
            String organisation,
            Instant at,
            String by,
            String reason,
            List<Content> contents,
            PackageSigner signer) {
        StringBuilder text = new StringBuilder("AMSP certificate of deletion 1\n");
        text.append("certificate ").append(id).append('\n');
        text.append("design ").append(designId).append('\n');
        text.append("organisation ").append(line(organisation)).append('\n');
        text.append("at ").append(at).append('\n');
        text.append("by ").append(line(by)).append('\n');
        text.append("reason ").append(line(reason)).append('\n');
        for (Content content : contents) {
            text.append("content ").append(content.sha256()).append(' ').append(content.bytes());
            text.append(' ').append(content.outcome()).append('\n');
        }
        byte[] signature = signer.sign(text.toString().getBytes(StandardCharsets.UTF_8));
        return new DeletionCertificate(
                id,
                designId,
                organisation,
                at,
                by,
                reason,
                contents,
                text.toString(),
                signer.keyId(),
                Base64.getEncoder().encodeToString(signature),
                0);
    }

    /** One line stays one line, whatever a person writes. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
