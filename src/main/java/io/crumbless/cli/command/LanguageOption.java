package io.crumbless.cli.command;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import picocli.CommandLine.Option;

/** The language of the output. */
final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "Language of the text: de or en (default: en).")
    private String language = "en";

    String language() {
        return language;
    }

    /** @throws Failure caller if the language is not available */
    Sentences sentences() {
        if (!Sentences.LANGUAGES.contains(language)) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --lang '" + language + "': use de or en");
        }
        return new Sentences(language);
    }
}
