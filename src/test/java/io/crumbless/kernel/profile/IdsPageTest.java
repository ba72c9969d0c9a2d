package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: the examples of docs/reference/ids.md are what the program does. */
@Tag("unit")
class IdsPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CHARACTER = Pattern.compile("<U\\+([0-9A-F]{4,6})>");

    private static List<String> ids(String cell) {
        List<String> ids = new ArrayList<>();
        for (Matcher code = CODE.matcher(cell); code.find(); ) {
            ids.add(CHARACTER
                    .matcher(code.group(1))
                    .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16))));
        }
        return ids;
    }

    @Test
    void theExamplesHold() throws IOException {
        String page = Files.readString(Path.of("docs/reference/ids.md"));
        String table = page.substring(page.indexOf("| id | spellings of this id"));
        List<String> rows =
                table.lines().skip(2).takeWhile(line -> line.startsWith("|")).toList();

        assertThat(rows).hasSizeGreaterThan(4);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            String key = IdFold.ALL.key(ids(cells[1]).get(0));
            assertThat(ids(cells[2])).isNotEmpty().allSatisfy(one -> assertThat(IdFold.ALL.key(one))
                    .isEqualTo(key));
            assertThat(ids(cells[3])).isNotEmpty().allSatisfy(one -> assertThat(IdFold.ALL.key(one))
                    .isNotEqualTo(key));
        }
    }

    @Test
    void thePageNamesEveryWordOfAJobFile() throws IOException {
        String page = Files.readString(Path.of("docs/reference/ids.md"));

        for (SpellingDifference difference : SpellingDifference.values()) {
            assertThat(page).contains("| `" + difference.word() + "` |");
        }
    }
}
