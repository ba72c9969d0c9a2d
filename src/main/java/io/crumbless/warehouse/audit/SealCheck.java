package io.crumbless.warehouse.audit;

/** Knows the seal under an amendment from a forged one. */
@FunctionalInterface
public interface SealCheck {
    /**
     * Whether the seal is that of the text.
     *
     * @param key fingerprint of the key it was made with
     */
    boolean holds(String key, String text, String seal);
}
