package io.crumbless.warehouse.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys in PEM format (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String block(String label, byte[] encoded) {
        String text = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
