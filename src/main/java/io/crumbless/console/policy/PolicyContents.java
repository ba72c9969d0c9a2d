package io.crumbless.console.policy;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Quotation;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of a policy for readers. */
final class PolicyContents {
    private final Policy policy;
    private final Request request;
    private final Sentences sentences;
    private final Wording wording;

    PolicyContents(Policy policy, Request request, ZoneId zone) {
        this.policy = policy;
        this.request = request;
        this.sentences = request.sentences();
        this.wording = new Wording(policy, zone, PrivacyLaw.GDPR, sentences);
    }

    private String say(String key, Object... filledIn) {
        return request.say("policy." + key, filledIn);
    }

    private List<Column> columns(String... keys) {
        return Stream.of(keys)
                .map(key -> new Column(say("column." + key), Kind.TEXT))
                .toList();
    }

    List<Part> catalogue() {
        return List.of(
                Part.Blocks.sentences(say("catalogue.lead")),
                new Grid(
                        columns("attribute", "type", "category", "sensitivity", "purposes", "kept"),
                        policy.attributes().stream().map(this::attribute).toList()));
    }

    private Row attribute(Attribute attribute) {
        return new Row(
                Cell.of(wording.title(attribute.name().value())),
                Cell.of(TypeWords.of(attribute, request, wording)),
                Cell.of(category(attribute.category())),
                Cell.of(say("sensitivity." + attribute.sensitivity().word())),
                Cell.of(wording.plainPurposes(attribute.purposes())),
                Cell.of(attribute.keep().ends() ? wording.keep(attribute.keep()) : say("kept.until-withdrawn")));
    }

    /** A term of the Data Privacy Vocabulary as words: {@code pd:LifeHistory} is Life History. */
    private static String category(String term) {
        return term.replaceFirst(".*[:#]", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    List<Part> purposes() {
        return List.of(
                Part.Blocks.sentences(say("purposes.lead")),
                new Grid(
                        columns("purpose", "dpv", "fideslang", "basis", "sale", "limited"),
                        policy.purposes().stream().map(this::purpose).toList()));
    }

    private Row purpose(Purpose purpose) {
        String marks = Stream.of(Marking.values())
                .filter(purpose.markings()::contains)
                .map(marking -> say("marking." + marking.word()))
                .collect(Collectors.joining(", "));
        return new Row(
                Cell.of(wording.purpose(purpose.id())),
                Cell.of(purpose.dpv().substring(purpose.dpv().lastIndexOf('#') + 1)),
                Cell.of(purpose.fideslang()),
                Cell.of(purpose.legalBasis().map(wording.bases()::of).orElse(say("basis.unstated"))),
                Cell.of(marks.isEmpty() ? say("marking.none") : marks),
                Cell.of(say(purpose.servesLimited() ? "limited.permitted" : "limited.barred")));
    }

    /** Each version of each notice, with its text in every language. */
    List<Part> notices() {
        List<Part> parts = new ArrayList<>(List.of(Part.Blocks.sentences(say("notices.lead"))));
        policy.notices().forEach(notice -> parts.add(notice(notice)));
        return parts;
    }

    private Part notice(Notice notice) {
        List<Part> parts = new ArrayList<>();
        String until = notice.validTo()
                .map(day -> say("notice.until", sentences.day(day.minusDays(1))))
                .orElse(say("notice.in-use"));
        parts.add(Part.Blocks.of(new Facts(List.of(
                new Fact(say("notice.from"), sentences.day(notice.validFrom())),
                new Fact(say("notice.to"), until),
                new Fact(say("column.purposes"), wording.plainPurposes(notice.purposes()))))));
        notice.texts()
                .forEach((language, text) -> parts.add(Part.Blocks.of(new Quotation(
                        sentences.language(language), Wording.flowing(text), "SHA-256 " + text.sha256(), language))));
        return new Card(say("notice.head", notice.id(), notice.version()), parts);
    }

    List<Part> jurisdictions() {
        List<Part> parts = new ArrayList<>(List.of(Part.Blocks.sentences(say("jurisdictions.lead"))));
        parts.addAll(new Places(request, wording).parts(policy.jurisdictions()));
        return parts;
    }
}
