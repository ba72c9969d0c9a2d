package io.crumbless.answers.letter;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.policy.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recipients to be notified, in the language of the reader. The register contains them as {@code
 * answers.explain.Recipients} wrote them; other text is returned unchanged.
 */
public final class RecipientWords {
    private static final Pattern ONE = Pattern.compile(
            "((?:extract|contact moments for) \\S+) of (\\d{4}-\\d\\d-\\d\\d(?:, \\d{4}-\\d\\d-\\d\\d)*)");

    private final Sentences sentences;
    private final ScopeWords purposes;

    public RecipientWords(Sentences sentences, Collection<Purpose> purposes) {
        this.sentences = sentences;
        this.purposes = new ScopeWords(sentences, purposes);
    }

    /** All recipients of an entry of the register, separated by semicolons. */
    public String of(String listed) {
        return String.join("; ", all(List.of(listed)));
    }

    /** The recipients in several entries of the register, each once with all its nights. */
    List<String> all(Collection<String> entries) {
        Map<String, TreeSet<LocalDate>> nights = new TreeMap<>();
        List<String> others = new ArrayList<>();
        entries.stream().flatMap(listed -> Arrays.stream(listed.split("; "))).forEach(listed -> {
            Matcher matcher = ONE.matcher(listed);
            if (matcher.matches()) {
                Arrays.stream(matcher.group(2).split(", "))
                        .map(LocalDate::parse)
                        .forEach(nights.computeIfAbsent(matcher.group(1), any -> new TreeSet<>())::add);
            } else {
                others.add(listed);
            }
        });
        List<String> words = new ArrayList<>();
        nights.forEach((recipient, days) -> words.add(one(recipient, days)));
        words.addAll(others);
        return words;
    }

    /** @param recipient {@code extract} or {@code contact moments for}, and a purpose */
    private String one(String recipient, Collection<LocalDate> days) {
        int purpose = recipient.lastIndexOf(' ') + 1;
        return sentences.of(
                recipient.startsWith("extract") ? "recipients.extract" : "recipients.moments",
                purposes.purpose(recipient.substring(purpose)),
                days.stream().map(sentences::day).collect(Collectors.joining(", ")));
    }
}
