package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: ids changed by a program, and placeholders, are distinguished from ids of people. */
@Tag("unit")
class IdDoubtTest {
    private static Optional<IdDoubt> of(String id) {
        return IdDoubt.of(id.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.23457E+12",
                "4.2E+05",
                "-1E+10",
                "=\"C-1\"",
                "'0042",
                "C-\uFFFD1",
                "ada%40shop.example",
                "a%2Bb",
                "M%C3%BCller-7",
                "=C-1",
                "=HYPERLINK(\"https://shop.example/1\",\"C-1\")",
                "b'C-1'",
                "u'C-1'",
                "('C-1',)",
                "['C-1']",
                "[\"C-1\"]",
                "\"C-1\"",
                "ObjectId(\"5f00\")",
                "Some(C-1)",
                "Optional[C-1]",
                "{'id': 1}",
                "C&#45;1",
                "A&amp;B-1",
                "<b>C-1</b>",
                "[C-1](https://shop.example/1)",
                "C-1,",
                "C-1;",
                "C-1\\n",
                "C-1\\u0000",
                "C\b-1",
                "\u201CC-1\u201D",
                "\u00ABC-1\u00BB"
            })
    void changedByAProgram(String id) {
        assertThat(of(id)).contains(IdDoubt.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "Unknown",
                "unbekannt",
                "ANONYMOUS",
                "anonym",
                "Guest",
                "guest",
                "Default",
                "default",
                "DUMMY",
                "dummy",
                "(not set)",
                "(none)",
                "Not set",
                "not set",
                "0",
                "-1",
                "-",
                "true",
                "False",
                "00000000-0000-0000-0000-000000000000"
            })
    void nobody(String id) {
        assertThat(of(id)).contains(IdDoubt.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C-1042",
                "1042",
                "10",
                "4E05",
                "1e12",
                "a+b@example.org",
                "2cE+10ff",
                "O'Neill",
                "unknown-7",
                "00000000-0000-0000-0000-000000000001",
                "Jos\u00E9",
                "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}",
                "DE|1042",
                "A&B-1",
                "a(b)c",
                "shop\\1042",
                "\uFF11"
            })
    void idsOfPeople(String id) {
        assertThat(of(id)).isEmpty();
    }
}
