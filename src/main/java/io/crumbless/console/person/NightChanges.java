package io.crumbless.console.person;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.wording.Losses;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Wording;
import io.crumbless.console.page.Part.Happening;
import io.crumbless.console.page.Part.Moment;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.merge.Removal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each night changed for a person, compared with the previous kept night. */
final class NightChanges {
    private final Request request;

    NightChanges(Request request) {
        this.request = request;
    }

    /** @param nights the newest first */
    List<Moment> moments(List<Explanation> nights) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < nights.size(); i++) {
            Optional<Explanation> before = i + 1 < nights.size() ? Optional.of(nights.get(i + 1)) : Optional.empty();
            moments.add(moment(nights.get(i), before));
        }
        return moments;
    }

    private Moment moment(Explanation night, Optional<Explanation> before) {
        Wording wording = new Wording(night, PrivacyLaw.of(night, AnswerContext.NOTHING), request.sentences());
        List<Happening> happenings = new ArrayList<>(values(night, before, wording));
        withdrawals(night, before, wording, happenings);
        night.refused().stream()
                .filter(refused -> refused.nights().contains(night.manifest().businessDate()))
                .map(this::refused)
                .forEach(happenings::add);
        long removed = night.removed().stream().mapToLong(Removal::values).sum();
        if (removed > 0) {
            happenings.add(new Happening(
                    Tone.PLAIN,
                    request.say("person.night.removed"),
                    request.sentences().counted("console.person.night.removed.line", removed)));
        }
        if (happenings.isEmpty()) {
            happenings.add(new Happening(
                    Tone.PLAIN,
                    request.say("person.night.same"),
                    request.say(night.isEmpty() ? "person.night.nothing" : "person.night.same.line")));
        }
        return new Moment(
                request.say(
                        before.isPresent() ? "person.night" : "person.night.first",
                        request.sentences().day(night.manifest().businessDate())),
                happenings);
    }

    private List<Happening> values(Explanation night, Optional<Explanation> before, Wording wording) {
        List<Happening> happenings = new ArrayList<>();
        Map<String, HeldValue> earlier = new LinkedHashMap<>();
        before.ifPresent(one -> one.held().forEach(held -> earlier.put(held.attribute(), held)));
        for (HeldValue held : night.held()) {
            HeldValue was = earlier.remove(held.attribute());
            String title = wording.title(held.attribute());
            String value = wording.shown(held.attribute(), held.items());
            if (was == null) {
                happenings.add(new Happening(
                        Tone.GOOD,
                        request.say(before.isPresent() ? "person.night.came" : "person.night.held"),
                        request.say("person.night.value", title, value)));
            } else if (!was.items().equals(held.items())) {
                happenings.add(new Happening(
                        Tone.WAITING,
                        request.say("person.night.changed"),
                        request.say(
                                "person.night.changed.line",
                                title,
                                value,
                                wording.shown(was.attribute(), was.items()))));
            } else if (!was.lineage().equals(held.lineage())) {
                happenings.add(new Happening(
                        Tone.WAITING,
                        request.say("person.night.renewed"),
                        request.say("person.night.renewed.line", title)));
            }
        }
        earlier.values().forEach(gone -> happenings.add(gone(night, gone, wording)));
        return happenings;
    }

    /** With the reason, if it is in the log of the night. */
    private Happening gone(Explanation night, HeldValue gone, Wording wording) {
        Losses losses = new Losses(night, request.sentences(), wording);
        String why = night.log().stream()
                .filter(entry -> entry.statement().declares()
                        && entry.fate() != Fate.IN_FORCE
                        && entry.statement().attribute().equals(gone.attribute())
                        && entry.statement()
                                .declarationId()
                                .equals(gone.lineage().declarationId()))
                .findFirst()
                .map(losses::fate)
                .orElse("");
        return new Happening(
                Tone.BAD,
                request.say("person.night.went"),
                request.say("person.night.went.line", wording.title(gone.attribute()), why)
                        .strip());
    }

    private void withdrawals(
            Explanation night, Optional<Explanation> before, Wording wording, List<Happening> happenings) {
        if (before.isEmpty()) {
            return;
        }
        for (LogEntry entry : night.log()) {
            boolean known = before.get().log().stream()
                    .anyMatch(earlier -> earlier.statement().equals(entry.statement()));
            if (!known && !entry.statement().declares()) {
                happenings.add(new Happening(
                        Tone.BAD,
                        request.say("person.night.withdrawal"),
                        request.say(
                                "person.night.withdrawal.line",
                                wording.at(entry.statement().declaredAtMicros()),
                                entry.statement().declarationId())));
            }
        }
    }

    private Happening refused(RefusedRecord refused) {
        return new Happening(
                Tone.WAITING,
                request.say("person.night.refused"),
                request.say("person.night.refused.line", refused.source(), refused.reason()));
    }
}
