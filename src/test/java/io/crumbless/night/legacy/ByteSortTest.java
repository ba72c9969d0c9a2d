package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorting by digits gives the order that comparing the bytes, unsigned, gives. */
@Tag("unit")
class ByteSortTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 15, 16, 31, 32, 47, 48, 49, 50, 255, 256, 257, 1023, 1024, 8191, 8192})
    void sortsAsComparingWould(int count) {
        Random random = new Random(count);
        for (String prefix : List.of("", "c-", "customer-0000", "ein sehr langer gemeinsamer Anfang mit ü und ☃ ")) {
            Set<String> texts = new LinkedHashSet<>();
            while (texts.size() < count) {
                texts.add(prefix + text(random));
            }
            List<byte[]> given = new ArrayList<>();
            texts.forEach(text -> given.add(text.getBytes(StandardCharsets.UTF_8)));
            List<byte[]> expected = new ArrayList<>(given);
            expected.sort(Arrays::compareUnsigned);
            assertThat(sorted(given))
                    .usingElementComparator(Arrays::compareUnsigned)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random) {
        String[] pieces = {"a", "b", "0", "1", "é", "☃", "😀", "\u007f", "\u0001", "zzzzzzzz"};
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(random.nextInt(10) == 0 ? 30 : 8); n >= 0; n--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static List<byte[]> sorted(List<byte[]> texts) {
        int[] starts = new int[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            starts[i + 1] = starts[i] + texts.get(i).length;
        }
        byte[] bytes = new byte[starts[texts.size()]];
        for (int i = 0; i < texts.size(); i++) {
            System.arraycopy(texts.get(i), 0, bytes, starts[i], texts.get(i).length);
        }
        return Arrays.stream(new ByteSort(bytes, starts, texts.size()).order())
                .mapToObj(texts::get)
                .toList();
    }
}
