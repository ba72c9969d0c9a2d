package io.crumbless.night.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Detects the byte order mark and the encoding of a text file. Independent of the readers' code. */
final class DecodedText {
    private DecodedText() {}

    private static final int LONGEST_MARK = 4;

    private record Mark(byte[] bytes, Charset charset) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, StandardCharsets.UTF_8),
            new Mark(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, Charset.forName("UTF-32LE")),
            new Mark(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}, Charset.forName("UTF-32BE")),
            new Mark(new byte[] {(byte) 0xFF, (byte) 0xFE}, StandardCharsets.UTF_16LE),
            new Mark(new byte[] {(byte) 0xFE, (byte) 0xFF}, StandardCharsets.UTF_16BE));

    /**
     * How a file is encoded.
     *
     * @param markBytes length of its byte order mark; 0 without one
     */
    record Encoding(Charset charset, int markBytes) {}

    /** Skips a byte order mark and returns its encoding; without one, the configured encoding. */
    static Encoding encoding(InputStream marked, Charset stated) throws IOException {
        marked.mark(LONGEST_MARK);
        byte[] start = marked.readNBytes(LONGEST_MARK);
        marked.reset();
        for (Mark mark : MARKS) {
            if (startsWith(start, mark.bytes())) {
                marked.skipNBytes(mark.bytes().length);
                return new Encoding(mark.charset(), mark.bytes().length);
            }
        }
        return new Encoding(stated, 0);
    }

    /** Characters after the byte order mark; invalid bytes become replacement characters. */
    static Reader reader(InputStream marked, Charset stated) throws IOException {
        Charset charset = encoding(marked, stated).charset();
        return new InputStreamReader(marked, charset);
    }

    /** Whether every ASCII character is encoded as its own byte, and no other character contains such a byte. */
    static boolean keepsAsciiBytes(Charset charset) {
        String name = charset.name();
        return name.equals("UTF-8")
                || name.equals("US-ASCII")
                || name.startsWith("ISO-8859-")
                || name.startsWith("windows-125");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
