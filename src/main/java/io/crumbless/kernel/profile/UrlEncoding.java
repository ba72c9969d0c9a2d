package io.crumbless.kernel.profile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Percent-encoded ids, {@code ada%40shop.example}. A plus sign stays a plus sign, because in ids it mostly is one.
 * Thread-safe.
 */
public final class UrlEncoding {
    /** Of ASCII, only characters that are always encoded: a letter after a percent sign may be literal. */
    private static final Pattern ENCODED =
            Pattern.compile("%(2[0-9A-Fa-f]|3[A-Fa-f]|40|5[BbDd]|7[Cc])|%[CcDd][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]");

    private static final int DIGITS = 2;
    private static final int RADIX = 16;

    private UrlEncoding() {}

    /** Whether an id looks percent-encoded. */
    public static boolean isOne(String id) {
        return id.indexOf('%') >= 0 && ENCODED.matcher(id).find();
    }

    /** The decoded id, however often it was encoded; unchanged if it is not encoded or does not decode to text. */
    public static String decoded(String id) {
        String last = id;
        for (String next = once(last); !next.equals(last); next = once(last)) {
            last = next;
        }
        return last;
    }

    private static String once(String id) {
        if (id.indexOf('%') < 0) {
            return id;
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] == '%' ? byteAt(bytes, i + 1) : -1;
            plain.write(value < 0 ? bytes[i] : value);
            i += value < 0 ? 0 : DIGITS;
        }
        return text(plain.toByteArray(), id);
    }

    private static int byteAt(byte[] bytes, int at) {
        if (at + DIGITS > bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at], RADIX);
        int low = Character.digit(bytes[at + 1], RADIX);
        return high < 0 || low < 0 ? -1 : high * RADIX + low;
    }

    private static String text(byte[] bytes, String otherwise) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.isBlank() || text.chars().anyMatch(Character::isISOControl) ? otherwise : text;
        } catch (CharacterCodingException e) {
            return otherwise;
        }
    }

    /** The percent-encoded id: everything but letters, digits and {@code - . _ ~} is encoded. */
    public static String encoded(String id) {
        StringBuilder url = new StringBuilder(id.length() + RADIX);
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                url.append((char) b);
            } else {
                url.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, RADIX)));
                url.append(Character.toUpperCase(Character.forDigit(b & 0xF, RADIX)));
            }
        }
        return url.toString();
    }

    private static boolean isPlain(byte b) {
        return b > 0 && (Character.isLetterOrDigit(b) || b == '-' || b == '.' || b == '_' || b == '~');
    }
}
