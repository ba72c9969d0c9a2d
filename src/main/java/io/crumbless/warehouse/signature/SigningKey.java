package io.crumbless.warehouse.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key with which an installation signs what it publishes, and the public keys of its predecessors. Signatures are
 * deterministic. Thread-safe.
 */
public final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private final PrivateKey secret;
    private final VerificationKey inUse;
    private final List<VerificationKey> earlier;

    private SigningKey(PrivateKey secret, VerificationKey inUse, List<VerificationKey> earlier) {
        this.secret = secret;
        this.inUse = inUse;
        this.earlier = List.copyOf(earlier);
    }

    /** A new key that replaces others, whose private keys are no longer needed. */
    public static SigningKey create(List<VerificationKey> earlier) {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(VerificationKey.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerificationKey.of(pair.getPublic()), earlier);
        } catch (GeneralSecurityException e) {
            throw noAlgorithm(e);
        }
    }

    /**
     * Reads what {@link #pem} wrote.
     *
     * @throws IllegalArgumentException if it is not that; the message contains nothing of it
     */
    public static SigningKey ofPem(String text) {
        List<VerificationKey> keys = VerificationKey.ofPem(text);
        Matcher block = PEM.matcher(text);
        if (!block.find() || keys.isEmpty()) {
            throw new IllegalArgumentException("It does not hold a private key and its public half");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
            PrivateKey secret =
                    KeyFactory.getInstance(VerificationKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            SigningKey key = new SigningKey(secret, keys.get(0), keys.subList(1, keys.size()));
            key.requireHalvesOfOneKey();
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("It is no private key for " + VerificationKey.ALGORITHM);
        }
    }

    private void requireHalvesOfOneKey() {
        if (!inUse.verifies("", sign(""))) {
            throw new IllegalArgumentException("Its public half is that of another key");
        }
    }

    /** In PEM format: the private key, its public key, then the public keys of its predecessors, the latest first. */
    public String pem() {
        StringBuilder text = new StringBuilder(Pem.block("PRIVATE KEY", secret.getEncoded()));
        keys().forEach(key -> text.append(key.pem()));
        return text.toString();
    }

    /** The public key. */
    public VerificationKey inUse() {
        return inUse;
    }

    /** The public keys: the current one first, then its predecessors. */
    public List<VerificationKey> keys() {
        List<VerificationKey> keys = new ArrayList<>(List.of(inUse));
        keys.addAll(earlier);
        return keys;
    }

    /** Verifies what was signed with this key and its predecessors. */
    public Keyring keyring() {
        return new Keyring(keys());
    }

    public DetachedSignature sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(VerificationKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(content);
            return new DetachedSignature(inUse.id(), Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw noAlgorithm(e);
        }
    }

    /** Signs a text in UTF-8. */
    public DetachedSignature sign(String content) {
        return sign(content.getBytes(StandardCharsets.UTF_8));
    }

    private static IllegalStateException noAlgorithm(GeneralSecurityException e) {
        return new IllegalStateException("Every Java since 15 has " + VerificationKey.ALGORITHM, e);
    }
}
