package io.crumbless.console.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Security headers: no scripts, no external resources, no framing, no caching. Inline style is allowed by its hash
 * only.
 */
final class Shielded {
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final String YEAR = "31536000";

    private Shielded() {}

    static void page(HttpFields.Mutable headers, String html, boolean https) {
        all(headers, https);
        headers.put("Content-Security-Policy", policy(html));
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** Headers of every response. */
    static void all(HttpFields.Mutable headers, boolean https) {
        headers.put("Content-Security-Policy", policy(""));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        // Other sites receive no referrer; this one receives the origin, which is checked for forms.
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("X-Robots-Tag", "noindex");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (https) {
            headers.put("Strict-Transport-Security", "max-age=" + YEAR);
        }
    }

    private static String policy(String html) {
        StringBuilder style = new StringBuilder("'self'");
        Matcher inside = STYLE.matcher(html);
        while (inside.find()) {
            style.append(" 'sha256-").append(hash(inside.group(1))).append('\'');
        }
        return "default-src 'none'; style-src " + style
                + "; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
