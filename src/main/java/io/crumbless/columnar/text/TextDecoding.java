package io.crumbless.columnar.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes bytes to characters: a byte order mark decides the encoding, and invalid bytes stay recognisable.
 *
 * @param bytes after the byte order mark
 */
record TextDecoding(InputStream bytes, Charset charset) {
    /**
     * Stands for bytes that could not be decoded. A Unicode noncharacter, which does not occur in interchanged text.
     */
    static final char UNDECODABLE = '\uFFFF';

    private static final int LONGEST_MARK = 4;

    /** @param encoding of a text without byte order mark */
    static TextDecoding of(InputStream in, Charset encoding) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(in, LONGEST_MARK);
        byte[] start = bytes.readNBytes(LONGEST_MARK);
        Charset charset = encoding;
        int mark = 0;
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (startsWith(start, 0xFF, 0xFE, 0, 0)) {
            charset = Charset.forName("UTF-32LE");
            mark = 4;
        } else if (startsWith(start, 0, 0, 0xFE, 0xFF)) {
            charset = Charset.forName("UTF-32BE");
            mark = 4;
        } else if (startsWith(start, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (startsWith(start, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        bytes.unread(start, mark, start.length - mark);
        return new TextDecoding(bytes, charset);
    }

    Reader reader() {
        return new InputStreamReader(bytes, decoder(charset));
    }

    static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(UNDECODABLE));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
