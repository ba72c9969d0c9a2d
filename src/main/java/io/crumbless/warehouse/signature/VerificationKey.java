package io.crumbless.warehouse.signature;

import io.crumbless.columnar.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key, to verify what was signed with the corresponding private key.
 *
 * @param id the first 16 hexadecimal digits of the SHA-256 of the key in X.509 form
 */
public record VerificationKey(String id, PublicKey key) {
    static final String ALGORITHM = "Ed25519";

    private static final int ID_DIGITS = 16;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    static VerificationKey of(PublicKey key) {
        return new VerificationKey(Sha256.hex(key.getEncoded()).substring(0, ID_DIGITS), key);
    }

    /**
     * All keys of a PEM text, in order; other blocks are ignored.
     *
     * @throws IllegalArgumentException if one of them is not an Ed25519 key
     */
    public static List<VerificationKey> ofPem(String text) {
        List<VerificationKey> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            try {
                byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
                keys.add(of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded))));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("It is no public key for " + ALGORITHM, e);
            }
        }
        return keys;
    }

    /** In PEM format, for OpenSSL. */
    public String pem() {
        return Pem.block("PUBLIC KEY", key.getEncoded());
    }

    /** Whether the signature is valid for the content under this key. */
    public boolean verifies(byte[] content, DetachedSignature signature) {
        if (!signature.key().equals(id)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature.bytes());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A wrong length, an invalid point of the curve, or invalid Base64 is an invalid signature.
            return false;
        }
    }

    /** As {@link #verifies(byte[], DetachedSignature)}, for a text. */
    public boolean verifies(String content, DetachedSignature signature) {
        return verifies(content.getBytes(StandardCharsets.UTF_8), signature);
    }
}
