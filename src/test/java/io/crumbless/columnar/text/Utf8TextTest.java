package io.crumbless.columnar.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is the same whether Java makes characters of it or it stays bytes, also where it is broken. */
@Tag("unit")
class Utf8TextTest {
    private static final int[] STARTS = {0xC2, 0xC3, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xC0, 0xFF, 0x80, 0xBF};

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "Shift_JIS"})
    void bytesAreThoseOfTheCharactersThatJavaMakes(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = bytes(random);
            StringWriter characters = new StringWriter();
            TextDecoding.of(new ByteArrayInputStream(bytes), charset).reader().transferTo(characters);
            byte[] expected = characters.toString().getBytes(StandardCharsets.UTF_8);
            byte[] read = read(Utf8Text.of(new ByteArrayInputStream(bytes), charset), random);
            assertThat(read).isEqualTo(expected);
            assertThat(Utf8Text.characters(read, 0, read.length))
                    .isEqualTo(characters.toString().length());
        }
    }

    @Test
    void signsThatAreNoAsciiBecomeOneByte() throws IOException {
        CsvDialect dialect = new CsvDialect('\u00A6', '\u2603', StandardCharsets.UTF_8, List.of());
        byte[] bytes = "x\u00A6\u2603y".getBytes(StandardCharsets.UTF_8);
        byte[] read = read(Utf8Text.of(new ByteArrayInputStream(bytes), dialect), new Random(8));
        assertThat(read).containsExactly('x', EncodedText.DELIMITER, EncodedText.QUOTE, 'y');
        assertThat(EncodedText.text(read, 0, read.length, dialect)).isEqualTo("x\u00A6\u2603y");
    }

    @Test
    void findsTheBytesOfASet() {
        ByteSet signs = new ByteSet(',', '"', 0xEF, '\r');
        Random random = new Random(9);
        byte[] bytes = new byte[40];
        for (int round = 0; round < 100_000; round++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(256) : 'a' + random.nextInt(200));
            }
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from);
            int expected = from;
            while (expected < to && !isSign(bytes[expected])) {
                expected++;
            }
            assertThat(signs.find(bytes, from, to)).isEqualTo(expected);
        }
    }

    private static boolean isSign(byte b) {
        return b == ',' || b == '"' || b == (byte) 0xEF || (b >= 0 && b <= '\r');
    }

    private static byte[] bytes(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = random.nextInt(60); n > 0; n--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes.write(STARTS[random.nextInt(STARTS.length)]);
                case 1 -> bytes.write(random.nextInt(256));
                case 2 -> bytes.writeBytes("text, ä☺😀\uFFFF".getBytes(StandardCharsets.UTF_8));
                default -> bytes.write('a');
            }
        }
        return bytes.toByteArray();
    }

    /** Reads in chunks of many sizes, each of entire characters. */
    private static byte[] read(Utf8Text text, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[64];
        while (true) {
            int count = text.read(buffer, 3, Utf8Text.LEAST_ROOM + random.nextInt(40));
            if (count < 0) {
                return all.toByteArray();
            }
            assertThat(buffer[3] & 0xC0).isNotEqualTo(0x80);
            all.write(buffer, 3, count);
        }
    }
}
