package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: output of programs is distinguished from text that people write. */
@Tag("unit")
class ProgramTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rose &amp; green",
                "gr&#252;n",
                "<p>green</p>",
                "a<br/>b",
                "gr\\u00fcn",
                "gr=C3=BCn",
                "gr%C3%BCn",
                "{{colour}}",
                "${colour}",
                "%%COLOUR%%",
                "*|COLOUR|*",
                "{% if x %}",
                "[\"green\",\"blue\"]",
                "['green', 'blue']",
                "[]",
                "{}",
                "{\"c\": 1}",
                "('green',)",
                "b'green'",
                "\"green\"",
                "array(['a', 'b'], dtype=object)",
                "ObjectId(\"5f\")",
                "[Ljava.lang.String;@1b2",
                "java.util.HashMap@1b2c3d",
                "System.String[]",
                "[object Promise]",
                "a:2:{i:0;s:4:\"pram\";}",
                "{\\rtf1 green}",
                "gre\ben",
                "\u001B[32mgreen",
                "\u202Egreen"
            })
    void areOfPrograms(String text) {
        assertThat(ProgramText.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "green",
                "rose & green",
                "Tom & Jerry; both",
                "I <3 green",
                "green (light)",
                "(green)",
                "50% green",
                "100 % = all",
                "it's \"green\", mostly",
                "'n Sync",
                "O'Neill",
                "a: b",
                "green; blue",
                "line\nline",
                "C:\\Users",
                "ada@shop.example",
                "[green]",
                "\u0645\u0631\u062D\u0628\u0627 \u200F",
                "\uD83D\uDE00"
            })
    void areOfPeople(String text) {
        assertThat(ProgramText.isOne(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pram;cot", "pram|cot", "pram\ncot", "pram\tcot"})
    void itemsThatHoldSeveral(String item) {
        assertThat(ProgramText.isSeveral(item)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pram", "pram, folded", "pram;", "a/b"})
    void itemsThatHoldOne(String item) {
        assertThat(ProgramText.isSeveral(item)).isFalse();
    }
}
