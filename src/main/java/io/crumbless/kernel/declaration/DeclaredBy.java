package io.crumbless.kernel.declaration;

import java.util.Locale;

/** Who made a declaration. */
public enum DeclaredBy {
    SELF,
    /** A holder of parental responsibility, GDPR Art. 8(1). */
    GUARDIAN;

    /** The word used in deliveries and in the evidence log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
