package io.crumbless.answers.letter;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.job.Controller;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.ResponseTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A letter that informs a person of the outcome of their request (GDPR Art. 12(3) and (4)) in plain language, with
 * date, reference, reason and remedies. It contains no name; the sender adds the address.
 */
public final class RequestLetter {
    private final PrivacyRequest about;
    private final LetterKind kind;
    private final RequestEvent event;
    private final LetterContext context;
    private final Sentences sentences;
    private final Citations citations;
    private final LetterLaw law;

    private RequestLetter(
            PrivacyRequest about, LetterKind kind, RequestEvent event, LetterContext context, Sentences sentences) {
        this.about = about;
        this.kind = kind;
        this.event = event;
        this.context = context;
        this.sentences = sentences;
        this.citations = new Citations(sentences);
        this.law = LetterLaw.of(about.place().or(() -> context.controller().flatMap(Controller::storedIn)));
    }

    /** @throws Failure caller if the request has no step that such a letter is about */
    public static Document of(PrivacyRequest about, LetterKind kind, LetterContext context, Sentences sentences) {
        RequestEvent event = kind.event(about, context.today())
                .orElseThrow(() -> new Failure(
                        ErrorCategory.CALLER,
                        "Cannot write the " + kind.word() + " letter of request " + about.id()
                                + ": its history has nothing that such a letter informs of; it allows "
                                + allowed(about, context.today())));
        return new RequestLetter(about, kind, event, context, sentences).document();
    }

    private static String allowed(PrivacyRequest about, LocalDate today) {
        List<String> words =
                LetterKind.of(about, today).stream().map(LetterKind::word).toList();
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private Document document() {
        String title = sentences.of(
                "letter.title",
                sentences.of("letter.about." + about.kind().word()),
                sentences.of("letter.title." + kind.word()));
        List<Block> lead = new ArrayList<>(head());
        lead.addAll(body());
        Sections sections = new Sections(sentences);
        if (kind == LetterKind.CONFIRMATION && about.kind().notifiesRecipients()) {
            sections.add(
                    sentences.of("letter.section.recipients"),
                    new LetterRecipients(about, context, law, sentences).blocks());
        }
        sections.addItems("you.section.rights", remedies());
        return new Document(sentences.language(), title, about.id(), lead, sections.all());
    }

    private List<Block> head() {
        List<String> head = new ArrayList<>();
        head.add(sentences.of(
                "you.issued-for", day(context.at()), about.reference().orElse(about.id())));
        context.controller().map(Controller::name).ifPresent(name -> head.add(sentences.of("you.controller", name)));
        head.add(sentences.of(
                "letter.received", sentences.day(about.receivedOn()), citations.bracketed(law.asked(about.kind()))));
        return Sections.paragraphs(head);
    }

    private List<Block> body() {
        return switch (kind) {
            case EXTENSION -> extension();
            case HOLD -> hold();
            case REFUSAL -> refusal();
            case LIFTING -> lifting();
            case CONFIRMATION -> new LetterConfirmation(about, event, context, law, sentences).blocks();
        };
    }

    private List<Block> refusal() {
        String key =
                switch (about.kind()) {
                    case OBJECTION, OPT_OUT -> "letter.refusal." + about.kind().word();
                    default -> "letter.refusal";
                };
        return reasoned(sentences.of(key, citations.bracketed(law.refusal(about.kind()))));
    }

    private List<Block> extension() {
        ResponseTime time = ResponseTime.of(about.kind(), about.place().orElse(""));
        return reasoned(sentences.of(
                "letter.extension",
                sentences.day(event.until().orElseGet(() -> about.deadline().due())),
                sentences.day(time.due(about.receivedOn())),
                citations.bracketed(time.cite())));
    }

    private List<Block> hold() {
        List<Block> blocks = new ArrayList<>(reasoned(sentences.of("letter.hold", citations.bracketed(law.hold()))));
        blocks.add(new Paragraph(event.until()
                .map(until -> sentences.of("letter.hold.until", sentences.day(until)))
                .orElseGet(() -> sentences.of("letter.hold.open"))));
        return blocks;
    }

    private List<Block> lifting() {
        Instant since =
                LetterKind.CONFIRMATION.event(about).map(RequestEvent::at).orElse(about.enteredAt());
        List<Block> blocks = new ArrayList<>(
                reasoned(sentences.of("letter.lifting", day(since), citations.bracketed(law.lifting()))));
        blocks.add(new Paragraph(event.until()
                .map(from -> sentences.of("letter.lifting.from", sentences.day(from)))
                .orElseGet(() -> sentences.of("letter.lifting.open"))));
        blocks.add(new Paragraph(sentences.of("letter.lifting.objection")));
        return blocks;
    }

    /** A sentence, and the reason as it was entered, line by line. */
    private List<Block> reasoned(String sentence) {
        List<String> texts = new ArrayList<>(List.of(sentence));
        event.text().lines().filter(line -> !line.isBlank()).forEach(texts::add);
        return Sections.paragraphs(texts);
    }

    private List<Item> remedies() {
        List<String> items = new ArrayList<>();
        if (kind != LetterKind.CONFIRMATION) {
            law.remedies()
                    .forEach(right ->
                            items.add(sentences.of("you.right." + right.key(), citations.bracketed(right.citation()))));
            Optional.of(law.court())
                    .filter(cite -> !cite.isEmpty())
                    .ifPresent(cite -> items.add(sentences.of("letter.court", citations.bracketed(cite))));
        }
        context.controller().ifPresent(controller -> addContacts(controller, items));
        return items.stream().map(text -> new Item(text, List.of())).toList();
    }

    private void addContacts(Controller controller, List<String> items) {
        items.add(sentences.of("letter.contact", controller.contact()));
        controller.dataProtectionOfficer().ifPresent(officer -> items.add(sentences.of("you.officer", officer)));
        if (kind != LetterKind.CONFIRMATION) {
            controller.authority().ifPresent(authority -> items.add(sentences.of("you.authority", authority)));
        }
    }

    private String day(Instant at) {
        return sentences.day(LocalDate.ofInstant(at, context.zone()));
    }
}
