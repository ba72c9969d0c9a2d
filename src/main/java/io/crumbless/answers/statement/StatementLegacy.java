package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What legacy sources hold about a person, and how much of it was kept out of the snapshot. */
final class StatementLegacy {
    private final Explanation explanation;
    private final AnswerContext context;
    private final PrivacyLaw law;
    private final Citations citations;
    private final Sentences sentences;
    private final Wording wording;

    StatementLegacy(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.law = inputs.law();
        this.citations = inputs.citations();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    /** Values collected by cookies, by origin over all sources. */
    List<Item> keptOut() {
        List<Item> items = new ArrayList<>();
        Map<Origin, Long> byOrigin = new TreeMap<>();
        for (Removal removed : explanation.removed()) {
            byOrigin.merge(removed.origin(), removed.values(), Long::sum);
        }
        byOrigin.forEach((origin, values) ->
                items.add(new Item(sentences.of("you.kept-out." + origin.word(), values), sources(origin))));
        if (!byOrigin.isEmpty()) {
            String elsewhere = context.legacy().isPresent() ? "you.kept-out.below" : "you.kept-out.elsewhere";
            items.add(new Item(sentences.of("you.kept-out.silence") + " " + sentences.of(elsewhere), List.of()));
        }
        return items;
    }

    /** The sources of acquired data, which must be disclosed to the person (GDPR Art. 15(1)(g)). */
    private List<String> sources(Origin origin) {
        String sources = explanation.removed().stream()
                .filter(removed -> removed.origin() == origin)
                .map(removed -> sentences.quoted(removed.source()))
                .distinct()
                .collect(Collectors.joining(", "));
        return origin == Origin.ACQUIRED
                ? List.of(sentences.of("you.kept-out.source", sources, sourceCitation()))
                : List.of();
    }

    private String sourceCitation() {
        return law.citation("source").map(citations::bracketed).orElse("");
    }

    List<Block> holdings(LegacyHoldings legacy) {
        List<String> more = new ArrayList<>();
        if (legacy.optedOut()) {
            more.add(sentences.of("you.legacy.opted-out"));
        }
        if (legacy.unreadRows() > 0) {
            more.add(sentences.counted("you.legacy.unread", legacy.unreadRows()));
        }
        return wording.legacy("you.legacy.", legacy, more, this::holding);
    }

    private Item holding(Holding holding) {
        String title = holding.title();
        String name = title == null ? holding.name() : title;
        String value = holding.value();
        String score = holding.score();
        List<String> below = new ArrayList<>();
        below.add(sentences.of("you.legacy.origin." + holding.origin().word()));
        if (holding.origin() == Origin.ACQUIRED) {
            below.add(bought(holding));
        }
        if (score != null) {
            below.add(sentences.of("legacy.score", score));
        }
        return new Item(value == null ? name : name + ": " + sentences.quoted(value), below);
    }

    private String bought(Holding holding) {
        String collectedBy = holding.collectedBy();
        String source = sentences.quoted(holding.source());
        return collectedBy == null
                ? sentences.of("you.kept-out.source", source, sourceCitation())
                : sentences.of("you.legacy.bought", source, sentences.quoted(collectedBy), sourceCitation());
    }
}
