package io.crumbless.legal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Legal bases as people read them: {@code eu-gdpr:A9-2-a} is explicit consent (GDPR Art. 9(2)(a)). */
final class BasisWords {
    private static final Pattern GDPR_ARTICLE = Pattern.compile("eu-gdpr:(A(\\d+)-(\\d+)-([a-z]))(-[a-z-]+)?");

    private final Sentences sentences;
    private final boolean citesGdpr;

    /** @param citesGdpr whether the GDPR is the law of who is written about, so that its articles are cited */
    BasisWords(Sentences sentences, boolean citesGdpr) {
        this.sentences = sentences;
        this.citesGdpr = citesGdpr;
    }

    /** The words, with the article where there is one; a term without words as it stands. */
    String of(String term) {
        Matcher article = GDPR_ARTICLE.matcher(term);
        if (!article.matches()) {
            return words(term).orElse(term);
        }
        String words = words("eu-gdpr:" + article.group(1)).orElse(term);
        return citesGdpr
                ? sentences.of("basis.gdpr", article.group(2), article.group(3), article.group(4), words)
                : words;
    }

    private Optional<String> words(String term) {
        return sentences.optional("basis.term." + term.replace(':', '.'));
    }
}
