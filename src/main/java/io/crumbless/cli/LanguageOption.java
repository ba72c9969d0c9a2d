package io.crumbless.cli;

import io.crumbless.legal.Sentences;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import picocli.CommandLine.Option;

/** In which language people are told. */
final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "Language of the sentences: de or en. Without it, en.")
    private String language = "en";

    String language() {
        return language;
    }

    /** @throws Failure caller if there are no sentences in the language asked for */
    Sentences sentences() {
        if (!Sentences.LANGUAGES.contains(language)) {
            throw new Failure(Actor.CALLER, "Invalid --lang '" + language + "': use de or en");
        }
        return new Sentences(language);
    }
}
