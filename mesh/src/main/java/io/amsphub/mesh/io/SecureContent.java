package io.amsphub.mesh.io;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers of 3MF secure content 1.0.3: parts under AES-256-GCM, keys of parts under RSA-OAEP with MGF1. Written with
 * SHA-256 for both functions, as the specification recommends; read with SHA-1 to SHA-512.
 */
final class SecureContent {

    static final String GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    static final String OAEP = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
    static final String OAEP_MGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    /** As the example of the specification has it. */
    private static final String OAEP_OF_EXAMPLE = "http://www.w3.org/2001/04/xmlenc#rsa-oaep";

    static final String MASK_SHA256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
    static final String DIGEST_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /** Magic number, version 0.0, an unused byte, and the length of the header (appendix D). */
    static final byte[] HEADER = {'%', '3', 'M', 'c', 'F', 0, 0, 0, 12, 0, 0, 0};

    static final int KEY_BYTES = 32;
    static final int IV_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final Map<String, String> DIGESTS = Map.of(
            "http://www.w3.org/2000/09/xmldsig#sha1",
            "SHA-1",
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "SHA-384",
            DIGEST_SHA256,
            "SHA-256",
            "http://www.w3.org/2001/04/xmlenc#sha384",
            "SHA-384",
            "http://www.w3.org/2001/04/xmlenc#sha512",
            "SHA-512");
    private static final Map<String, MGF1ParameterSpec> MASKS = Map.of(
            "http://www.w3.org/2009/xmlenc11#mgf1sha1",
            MGF1ParameterSpec.SHA1,
            "http://www.w3.org/2009/xmlenc11#mgf1sha224",
            MGF1ParameterSpec.SHA224,
            MASK_SHA256,
            MGF1ParameterSpec.SHA256,
            "http://www.w3.org/2009/xmlenc11#mgf1sha384",
            MGF1ParameterSpec.SHA384,
            "http://www.w3.org/2009/xmlenc11#mgf1sha512",
            MGF1ParameterSpec.SHA512);

    private SecureContent() {}

    static byte[] wrap(PublicKey key, byte[] contentKey) throws GeneralSecurityException {
        return oaep(Cipher.ENCRYPT_MODE, key, "SHA-256", MGF1ParameterSpec.SHA256)
                .doFinal(contentKey);
    }

    private static Cipher oaep(int mode, java.security.Key key, String digest, MGF1ParameterSpec mask)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, new OAEPParameterSpec(digest, "MGF1", mask, PSource.PSpecified.DEFAULT));
        return cipher;
    }

    static Cipher sealing(byte[] contentKey, byte[] iv, byte[] aad) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(8 * TAG_BYTES, iv));
        cipher.updateAAD(aad);
        return cipher;
    }

    /**
     * Opens a part with whatever right the key has.
     *
     * @param file the part with its header
     * @return the content, folded as the resource says
     */
    static byte[] open(KeyStorePart.Resource resource, byte[] file, PrivateKey key, String label)
            throws MeshFormatException {
        if (!resource.algorithm().equals(GCM)) {
            throw fault(
                    MeshFault.MF_KEY_STORE, MeshFormatException.quote(resource.algorithm()) + " is not read", label);
        }
        int from = headerLength(file, label);
        byte[] iv = decoded(resource.iv(), label);
        byte[] tag = decoded(resource.tag(), label);
        if (iv.length == 0 || tag.length != TAG_BYTES) {
            throw fault(MeshFault.MF_KEY_STORE, "the part has no initialization vector or no tag of 128 bits", label);
        }
        byte[] sealed = new byte[file.length - from + tag.length];
        System.arraycopy(file, from, sealed, 0, file.length - from);
        System.arraycopy(tag, 0, sealed, file.length - from, tag.length);
        byte[] contentKey = contentKey(resource, key, label);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(8 * TAG_BYTES, iv));
            cipher.updateAAD(decoded(resource.aad(), label));
            return cipher.doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw fault(MeshFault.MF_TAMPERED, "the part is not what was encrypted", label);
        } catch (GeneralSecurityException e) {
            throw fault(MeshFault.MF_KEY_STORE, "the part cannot be opened: " + e.getMessage(), label);
        }
    }

    private static int headerLength(byte[] file, String label) throws MeshFormatException {
        boolean known = file.length >= HEADER.length;
        for (int i = 0; known && i < 6; i++) {
            known = file[i] == HEADER[i];
        }
        int length = known
                ? (file[8] & 0xFF) | (file[9] & 0xFF) << 8 | (file[10] & 0xFF) << 16 | (file[11] & 0xFF) << 24
                : -1;
        if (length < HEADER.length || length > file.length) {
            throw fault(MeshFault.MF_KEY_STORE, "the part is no 3MF cipher file (secure content, appendix D)", label);
        }
        return length;
    }

    /** Unwraps with each right in turn: a key store need not say which of its consumers a key belongs to. */
    private static byte[] contentKey(KeyStorePart.Resource resource, PrivateKey key, String label)
            throws MeshFormatException {
        for (KeyStorePart.AccessRight right : resource.group().rights()) {
            byte[] opened = unwrapped(right, key, label);
            if (opened.length == KEY_BYTES) {
                return opened;
            }
        }
        throw fault(
                MeshFault.MF_NO_ACCESS,
                "none of the " + resource.group().rights().size() + " rights to the part is for this key",
                label);
    }

    /** Returns what a right holds; nothing when it was wrapped for another key, or in a way that is not read. */
    private static byte[] unwrapped(KeyStorePart.AccessRight right, PrivateKey key, String label)
            throws MeshFormatException {
        MGF1ParameterSpec mask = mask(right);
        String digest = right.digest() == null ? "SHA-1" : DIGESTS.get(right.digest());
        if (mask == null || digest == null) {
            return new byte[0];
        }
        try {
            return oaep(Cipher.DECRYPT_MODE, key, digest, mask).doFinal(decoded(right.cipherValue(), label));
        } catch (GeneralSecurityException e) {
            return new byte[0];
        }
    }

    private static @Nullable MGF1ParameterSpec mask(KeyStorePart.AccessRight right) {
        return switch (right.wrapping()) {
            case OAEP_MGF1P -> MGF1ParameterSpec.SHA1;
            case OAEP, OAEP_OF_EXAMPLE -> right.mask() == null ? MGF1ParameterSpec.SHA1 : MASKS.get(right.mask());
            default -> null;
        };
    }

    private static byte[] decoded(String text, String label) throws MeshFormatException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw fault(MeshFault.MF_KEY_STORE, "a value of the key store is no base 64", label);
        }
    }

    private static MeshFormatException fault(MeshFault fault, String what, String label) {
        return new MeshFormatException(fault, what, label);
    }
}
