package io.crumbless.cli.render;

import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Example;
import io.crumbless.night.run.PolicyDifference.Place;
import io.crumbless.night.run.PolicyDifference.Side;
import io.crumbless.night.run.PolicyDifference.Trace;
import io.crumbless.settings.policy.PolicyComparison;
import io.crumbless.warehouse.ledger.PolicySignOffs.SignOff;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON output of {@code policy diff}. */
public final class PolicyDiffJson {
    private PolicyDiffJson() {}

    public static Object object(
            PolicyComparison comparison,
            Optional<PolicyDifference> difference,
            Optional<SignOff> signedOff,
            int exitCode) {
        return ResultJson.ordered(
                "outcome", comparison.isEmpty() ? "same" : "different",
                "exit_code", exitCode,
                "old_policy", comparison.oldVersion(),
                "new_policy", comparison.newVersion(),
                "files", comparison.files().stream().map(PolicyDiffJson::file).toList(),
                "changes",
                        comparison.changes().stream()
                                .map(PolicyDiffJson::change)
                                .toList(),
                "night", difference.map(PolicyDiffJson::night).orElse(null),
                "signed_off", signedOff.map(PolicyDiffJson::signOff).orElse(null));
    }

    /** One sign-off. */
    public static Object signOff(SignOff signOff) {
        return ResultJson.ordered(
                "by", signOff.by(),
                "at", signOff.at().toString(),
                "old_policy", signOff.oldVersion(),
                "new_policy", signOff.newVersion(),
                "recorded_by", signOff.recordedBy(),
                "note", signOff.note());
    }

    private static Object file(PolicyComparison.FileChange file) {
        return ResultJson.ordered(
                "file", file.file(),
                "old_sha256", file.oldSha256(),
                "new_sha256", file.newSha256(),
                "lines_added", file.added(),
                "lines_removed", file.removed());
    }

    private static Object change(PolicyComparison.Change change) {
        return ResultJson.ordered(
                "kind", change.kind(),
                "name", change.name(),
                "field", change.field(),
                "old", change.before(),
                "new", change.after());
    }

    private static Object night(PolicyDifference night) {
        return ResultJson.ordered(
                "business_date", night.businessDate().toString(),
                "share", night.share(),
                "old", side(night.before()),
                "new", side(night.after()),
                "values",
                        night.values().stream()
                                .map(change ->
                                        with(change.place(), "change", word(change.kind()), "values", change.values()))
                                .toList(),
                "purposes",
                        night.purposes().stream()
                                .map(change -> with(
                                        change.place(),
                                        "purpose",
                                        change.purpose(),
                                        "gained",
                                        change.gained(),
                                        "lost",
                                        change.lost()))
                                .toList(),
                "contact_moments",
                        night.moments().stream()
                                .map(change -> ResultJson.ordered(
                                        "attribute", change.attribute(),
                                        "purpose", change.purpose(),
                                        "channel", change.channel(),
                                        "gained", change.gained(),
                                        "lost", change.lost(),
                                        "moved", change.moved()))
                                .toList(),
                "refusals",
                        night.refusals().stream()
                                .map(change -> ResultJson.ordered(
                                        "source", change.source(),
                                        "reason", change.reason(),
                                        "old", change.before(),
                                        "new", change.after()))
                                .toList(),
                "examples",
                        night.examples().stream().map(PolicyDiffJson::example).toList(),
                "cannot_tell",
                        night.bounds().stream()
                                .map(bound -> ResultJson.ordered("what", word(bound.limit()), "of", bound.of()))
                                .toList());
    }

    private static Object side(Side side) {
        return ResultJson.ordered(
                "subjects", side.subjects(),
                "profiles", side.profiles(),
                "values", side.values(),
                "contact_moments", side.contactMoments());
    }

    private static Map<String, @Nullable Object> with(Place place, @Nullable Object... more) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>(ResultJson.ordered(
                "attribute", place.attribute(),
                "origin", place.origin().word(),
                "jurisdiction", place.jurisdiction().isEmpty() ? null : place.jurisdiction()));
        object.putAll(ResultJson.ordered(more));
        return object;
    }

    private static Object example(Example example) {
        return with(
                example.place(),
                "change",
                word(example.kind()),
                "person",
                example.person(),
                "old",
                trace(example.before()),
                "new",
                trace(example.after()),
                "otherwise",
                example.otherwise().orElse(null),
                "last_day_moves_by_days",
                example.endShiftDays());
    }

    private static @Nullable Object trace(@Nullable Trace trace) {
        return trace == null
                ? null
                : ResultJson.ordered(
                        "origin", trace.origin().word(),
                        "source", trace.source(),
                        "channel", trace.channel(),
                        "notice", trace.notice(),
                        "purposes", trace.purposes(),
                        "rule", trace.rule());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
