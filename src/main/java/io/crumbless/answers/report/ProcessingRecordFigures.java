package io.crumbless.answers.report;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.job.Controller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The record of processing activities for programs: keys in snake case, in the order of GDPR Art. 30(1). */
public final class ProcessingRecordFigures {
    private ProcessingRecordFigures() {}

    public static Map<String, @Nullable Object> of(ProcessingRecord record, Sentences sentences) {
        Policy policy = record.policy();
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("outcome", "reported");
        out.put("exit_code", 0);
        out.put("article", "GDPR Art. 30(1)");
        out.put("policy_version", policy.version());
        out.put(
                "controller",
                record.controller().map(ProcessingRecordFigures::controller).orElse(null));
        out.put(
                "purposes",
                policy.purposes().stream()
                        .map(purpose -> purpose(purpose, policy))
                        .toList());
        out.put("data_subjects", List.of("dpv:Customer", "dpv:Child", "dpv:Visitor"));
        out.put(
                "personal_data",
                policy.attributes().stream()
                        .map(ProcessingRecordFigures::attribute)
                        .toList());
        out.put("recipients", recipients(record));
        out.put("stored_in", record.controller().flatMap(Controller::storedIn).orElse(null));
        out.put(
                "transfers",
                record.controller()
                        .flatMap(Controller::transfers)
                        .map(list -> list.stream()
                                .map(transfer -> Map.of("to", transfer.to(), "safeguard", transfer.safeguard()))
                                .toList())
                        .orElse(null));
        out.put(
                "snapshots_kept",
                record.kept().map(ProcessingRecord.Kept::snapshots).orElse(null));
        out.put(
                "withdrawals_within",
                record.kept().map(kept -> kept.withdrawalsWithin().toString()).orElse(null));
        out.put(
                "measures",
                IntStream.rangeClosed(1, ProcessingRecordDocument.MEASURES)
                        .mapToObj(number -> sentences.of("record.measure." + number))
                        .toList());
        out.put(
                "jurisdictions",
                policy.jurisdictions().stream()
                        .map(ProcessingRecordFigures::jurisdiction)
                        .toList());
        return out;
    }

    private static Map<String, @Nullable Object> controller(Controller controller) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("name", controller.name());
        out.put("contact", controller.contact());
        out.put("data_protection_officer", controller.dataProtectionOfficer().orElse(null));
        out.put("authority", controller.authority().orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> purpose(Purpose purpose, Policy policy) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("id", purpose.id());
        out.put("title", purpose.title());
        out.put("dpv", purpose.dpv());
        out.put("fideslang", purpose.fideslang());
        out.put("legal_basis", purpose.legalBasis().orElse(null));
        out.put(
                "sale_and_sharing",
                purpose.markings().stream().map(Marking::word).sorted().toList());
        out.put(
                "notices",
                policy.notices().stream()
                        .filter(notice -> notice.purposes().contains(purpose.id()))
                        .map(ProcessingRecordFigures::notice)
                        .toList());
        return out;
    }

    private static Map<String, @Nullable Object> notice(Notice notice) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("id", notice.id());
        out.put("version", notice.version());
        out.put("valid_from", notice.validFrom().toString());
        out.put("valid_to", notice.validTo().map(Object::toString).orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> attribute(Attribute attribute) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("attribute", attribute.name().value());
        out.put("title", attribute.title());
        out.put("category", attribute.category());
        out.put("sensitivity", attribute.sensitivity().word());
        out.put(
                "origins",
                attribute.accepts().stream().map(Origin::word).sorted().toList());
        out.put("purposes", List.copyOf(attribute.purposes()));
        out.put("keep", attribute.keep().period().map(Object::toString).orElse(null));
        out.put(
                "keep_until",
                attribute
                        .keep()
                        .until()
                        .map(until -> until.event().value() + " + " + until.offset())
                        .orElse(null));
        out.put(
                "provided_until",
                attribute.provided().map(rule -> rule.until().toString()).orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> recipients(ProcessingRecord record) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("extracts", record.policy().purposes().stream().map(Purpose::id).toList());
        out.put(
                "contact_moments",
                record.policy().attributes().stream()
                        .flatMap(attribute -> attribute.contact().stream())
                        .map(rule -> rule.purpose())
                        .distinct()
                        .toList());
        out.put("activation_logs", record.activationLogs());
        out.put("others", record.controller().flatMap(Controller::recipients).orElse(null));
        return out;
    }

    private static Map<String, @Nullable Object> jurisdiction(Jurisdiction place) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("code", place.code());
        out.put("age_of_digital_consent", place.ageOfDigitalConsent());
        out.put(
                "special_category_bases",
                place.specialCategory().legalBases().stream().sorted().toList());
        out.put("cite", place.specialCategory().cite());
        out.put("sale_and_sharing", place.sharing().permission().word());
        out.put("sale_and_sharing_cite", place.sharing().cite());
        out.put("signal", place.sharing().signal().word());
        out.put("articles", place.citations());
        return out;
    }
}
