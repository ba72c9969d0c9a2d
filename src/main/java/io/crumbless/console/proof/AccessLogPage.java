package io.crumbless.console.proof;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.warehouse.ledger.AccessLog;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The access log: who looked at whom, and why; viewing it is an entry too. It contains people by keyed hash. */
final class AccessLogPage {
    private static final int SHOWN = 200;

    /** Digits of a hash: enough to recognise entries about the same person. */
    private static final int HASH_SHOWN = 12;

    private final ConsoleContext context;

    AccessLogPage(ConsoleContext context) {
        this.context = context;
    }

    /** What was read of the log. */
    private record Read(List<Access> entries, long size, OptionalLong broken, boolean signed) {}

    Reply page(Request request) {
        context.record(request.user(), "console access-log", Optional.empty(), Optional.empty());
        Read read = context.asking(control -> {
            AccessLog log = control.accessLog();
            return new Read(log.latest(SHOWN), log.size(), log.firstBroken(), log.endsAsSigned());
        });
        return new Reply.Show(Screen.of(
                request.say("proof.access.title"),
                List.of(
                        Part.Blocks.sentences(request.say("proof.access.lead")),
                        new Part.Links(List.of(new Link(request.say("proof.back"), "/proof", ""))),
                        verdict(request, read),
                        new Card(
                                request.say(
                                        "proof.access.head",
                                        request.sentences()
                                                .number(read.entries().size()),
                                        request.sentences().number(read.size())),
                                entries(request, read)))));
    }

    private static Part verdict(Request request, Read read) {
        if (read.broken().isPresent()) {
            return new Part.Message(
                    Tone.BAD,
                    request.say(
                            "proof.access.broken", String.valueOf(read.broken().getAsLong())));
        }
        return read.signed()
                ? new Part.Message(Tone.GOOD, request.say("proof.access.holds"))
                : new Part.Message(Tone.BAD, request.say("proof.access.unsigned"));
    }

    private Part entries(Request request, Read read) {
        return new Grid(
                List.of(
                        column(request, "at", Kind.DAY),
                        column(request, "by", Kind.TEXT),
                        column(request, "what", Kind.TEXT),
                        column(request, "whom", Kind.HASH),
                        column(request, "reason", Kind.TEXT)),
                read.entries().stream().map(entry -> row(request, entry)).toList());
    }

    private static Column column(Request request, String key, Kind kind) {
        return new Column(request.say("proof.access." + key), kind);
    }

    /** A command in words; an unknown one as recorded. */
    private static String did(Request request, String command) {
        return request.sentences()
                .optional("console.did." + command.replace(' ', '.'))
                .orElse(command);
    }

    private Row row(Request request, Access entry) {
        return new Row(
                Cell.of(request.sentences().moment(entry.at(), context.job().zone())),
                Cell.of(entry.by()),
                Cell.of(did(request, entry.command())),
                Cell.of(entry.subjectHmac()
                        .map(hash -> hash.substring(0, Math.min(HASH_SHOWN, hash.length())))
                        .orElse("")),
                Cell.of(entry.reason().orElse("")));
    }
}
