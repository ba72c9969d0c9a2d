package io.crumbless.kernel.profile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Ids as URLs and web forms write them, {@code ada%40shop.example}. A plus sign stays one, for in ids it mostly is. Safe for
 * threads.
 */
public final class UrlEncoding {
    /** Of what is ASCII only the signs that are encoded everywhere: a letter behind a percent sign may be meant. */
    private static final Pattern ENCODED =
            Pattern.compile("%(2[0-9A-Fa-f]|3[A-Fa-f]|40|5[BbDd]|7[Cc])|%[CcDd][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]");

    private static final int DIGITS = 2;
    private static final int RADIX = 16;

    private UrlEncoding() {}

    /** Whether an id looks as if it were encoded. */
    public static boolean isOne(String id) {
        return id.indexOf('%') >= 0 && ENCODED.matcher(id).find();
    }

    /** The id behind the encoding, however often it was encoded; the same where it is not, or decodes to what is no text. */
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

    /** The id as a URL writes it: all but letters, digits and {@code - . _ ~} encoded. */
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
