package io.crumbless.cli.render;

import io.crumbless.answers.retire.Certificate;
import io.crumbless.answers.retire.Destroyer;
import io.crumbless.answers.retire.Need;
import io.crumbless.answers.retire.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON output of {@code retire}. */
public record RetireJson(
        Optional<Standing> standing, List<Need> needs, List<Certificate> certificates, Destroyer destroyer) {
    public Map<String, @Nullable Object> object() {
        return ResultJson.ordered(
                "outcome", certificates.isEmpty() ? "looked" : "destroyed",
                "exit_code", 0,
                "standing", standing.map(RetireJson::standing).orElse(null),
                "sources", needs.stream().map(RetireJson::need).toList(),
                "certificates", certificates.stream().map(this::certificate).toList());
    }

    private static Object standing(Standing standing) {
        return ResultJson.ordered(
                "business_date", standing.last().businessDate().toString(),
                "nights", standing.nights(),
                "since", standing.first().toString(),
                "values", standing.last().values(),
                "values_on_cookies", standing.last().provided(),
                "profiles", standing.last().profiles(),
                "profiles_on_cookies", standing.last().subjectsOnProvided(),
                "rules", standing.rulesThatMay(),
                "rules_that_supplied", standing.rulesThatDid(),
                "none_from", text(standing.zero()),
                "segments", standing.segments().map(RetireJson::segments).orElse(null),
                "attributes",
                        standing.attributes().stream()
                                .map(RetireJson::attribute)
                                .toList());
    }

    private static Object segments(Standing.Segments segments) {
        return ResultJson.ordered(
                "delivered", segments.all().delivered(),
                "may_supply", segments.all().thatMay(),
                "since", segments.since().toString(),
                "sources", segments.sources().stream().map(RetireJson::source).toList());
    }

    private static Object source(Standing.SourceSegments source) {
        return ResultJson.ordered(
                "source", source.last().source(),
                "delivered", source.last().delivered(),
                "may_supply", source.last().thatMay(),
                "may_supply_first_night", source.first().thatMay());
    }

    private static Object attribute(Standing.AttributeStanding attribute) {
        return ResultJson.ordered(
                "attribute", attribute.attribute(),
                "declared", attribute.declared(),
                "on_cookies", attribute.provided(),
                "on_cookies_first_night", attribute.firstProvided(),
                "sunset", text(Optional.ofNullable(attribute.sunset())),
                "none_from", text(attribute.zero()),
                "basis", attribute.basis().name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String text(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(null);
    }

    private static Object need(Need need) {
        return ResultJson.ordered(
                "source", need.source(),
                "kind", need.kind().name().toLowerCase(Locale.ROOT),
                "needed", need.isNeeded(),
                "reason", need.reason().name().toLowerCase(Locale.ROOT),
                "of", need.of());
    }

    private Object certificate(Certificate certificate) {
        return ResultJson.ordered(
                "retirement_id", certificate.retirementId(),
                "sources",
                        certificate.sources().stream()
                                .map(source -> source.need().source())
                                .toList(),
                "files", certificate.files(),
                "bytes", certificate.bytes(),
                "missing", certificate.missing(),
                "certificate", destroyer.fileOf(certificate.retirementId()).toString());
    }
}
