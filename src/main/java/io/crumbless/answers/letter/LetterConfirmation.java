package io.crumbless.answers.letter;

import io.crumbless.answers.letter.LetterContext.EarlierFiles;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a letter that confirms what was done for a request. It promises no more than what the program did. */
final class LetterConfirmation {
    private final PrivacyRequest about;
    private final RequestEvent event;
    private final LetterContext context;
    private final LetterLaw law;
    private final Sentences sentences;
    private final Citations citations;

    LetterConfirmation(
            PrivacyRequest about, RequestEvent event, LetterContext context, LetterLaw law, Sentences sentences) {
        this.about = about;
        this.event = event;
        this.context = context;
        this.law = law;
        this.sentences = sentences;
        this.citations = new Citations(sentences);
    }

    List<Block> blocks() {
        String key = "letter.done." + about.kind().word();
        List<String> texts = new ArrayList<>();
        texts.add(sentences.of(key, day(), scope()));
        if (about.kind() == RequestKind.ERASURE) {
            texts.add(sentences.of(key + ".kept"));
            if (context.earlier() == EarlierFiles.KEPT) {
                texts.add(sentences.of(key + ".versions"));
            }
            event.reference().ifPresent(id -> texts.add(sentences.of(key + ".reference", id)));
        }
        if (about.kind() == RequestKind.RESTRICTION) {
            texts.add(sentences.of(key + ".lifting", citations.bracketed(law.lifting())));
        }
        if (about.withholdsFromNobody()) {
            texts.add(sentences.of("letter.done.nobody"));
        }
        // For other kinds of request it is an internal note.
        if (about.kind() == RequestKind.RECTIFICATION) {
            event.text().lines().filter(line -> !line.isBlank()).forEach(texts::add);
        }
        return Sections.paragraphs(texts);
    }

    private String day() {
        return sentences.day(LocalDate.ofInstant(event.at(), context.zone()));
    }

    private String scope() {
        ScopeWords words = new ScopeWords(sentences, context.purposes());
        return about.scope().words().stream().map(words::of).collect(Collectors.joining("; "));
    }
}
