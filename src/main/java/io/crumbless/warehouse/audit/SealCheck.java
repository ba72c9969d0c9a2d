package io.crumbless.warehouse.audit;

/** Verifies seals of amendments. */
@FunctionalInterface
public interface SealCheck {
    /**
     * Whether the seal is valid for the text.
     *
     * @param key fingerprint of the key it was made with
     */
    boolean holds(String key, String text, String seal);
}
