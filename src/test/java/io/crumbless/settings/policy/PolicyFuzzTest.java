package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.PolicyFileNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However a policy is damaged, it is either read or refused with places; nothing else escapes. */
@Tag("unit")
@Tag("slow")
class PolicyFuzzTest {
    private static final String CHARACTERS = " :-[]{}#&*!|>'\"%@`\t,;\u0000\uD83D0a~.+";

    @Test
    void damageIsReadOrRefusedWithItsPlace() {
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            SortedMap<String, String> files = TestingPolicy.files();
            String name = PolicyFileNames.NAMES.get(round % PolicyFileNames.NAMES.size());
            files.put(name, damage(files.get(name), random));

            List<String> problems = TestingPolicy.problems(files);
            refused += problems.isEmpty() ? 0 : 1;
            assertThat(problems).allMatch(problem -> problem.matches("(?s)[a-z]+\\.(yaml|csv)(:[0-9]+)?: [A-Z].*"));
        }
        assertThat(refused).isBetween(100, 299);
    }

    private static String damage(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.subList(at, lines.size()).clear();
            default -> lines.set(at, damageLine(lines.get(at), random));
        }
        return String.join("\n", lines);
    }

    private static String damageLine(String line, Random random) {
        int at = random.nextInt(line.length() + 1);
        char inserted = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        int skipped = Math.min(line.length(), at + random.nextInt(3));
        return line.substring(0, at) + inserted + line.substring(skipped);
    }
}
