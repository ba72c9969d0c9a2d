package io.crumbless.kernel.declaration;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.NoticeRef;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides for all declarations that share attribute, purposes, notice, channel and elicitation: the rules
 * of the admission bar that do not depend on value, time or person. Millions of declarations share a few hundred terms.
 *
 * @param purposeRefusal the first refusal found before the validity of the notice is checked; null if there is none
 * @param validFromMicros start of the first day of the notice; microseconds since the epoch, UTC
 * @param validToMicros start of the day on which the notice was no longer shown; {@code Long.MAX_VALUE} while in use
 * @param wayRefusal the first refusal found after it; null if there is none
 */
record Terms(
        @Nullable Refusal purposeRefusal,
        List<String> purposes,
        @Nullable NoticeRef notice,
        long validFromMicros,
        long validToMicros,
        @Nullable Refusal wayRefusal,
        String channel,
        String elicitation,
        Set<Duty> duties) {
    /** What the terms depend on, as delivered. */
    record Key(
            String attribute,
            @Nullable String purposes,
            @Nullable String noticeId,
            @Nullable String noticeVersion,
            @Nullable String noticeLanguage,
            @Nullable String channel,
            @Nullable String elicitation) {}

    /** Computes the terms from the policy; the days of notices are those of {@code zone}. */
    static Terms of(Policy policy, Attribute attribute, Key key, ZoneId zone) {
        List<String> purposes = PurposeText.parse(key.purposes()).orElse(List.of());
        Optional<Notice> notice = notice(policy, key);
        String language = key.noticeLanguage();
        Optional<Channel> channel =
                Optional.ofNullable(key.channel()).flatMap(Channel::ofWord).filter(policy.admission()::accepts);
        Optional<Elicitation> elicitation = Optional.ofNullable(key.elicitation())
                .flatMap(Elicitation::ofWord)
                .filter(policy.admission()::admits);
        return new Terms(
                purposeRefusal(attribute, purposes, key, notice),
                purposes,
                notice.map(found -> new NoticeRef(found.id(), found.version(), String.valueOf(language)))
                        .orElse(null),
                notice.map(found -> startOf(found.validFrom(), zone)).orElse(Long.MIN_VALUE),
                notice.flatMap(Notice::validTo).map(day -> startOf(day, zone)).orElse(Long.MAX_VALUE),
                wayRefusal(purposes, language, notice, channel, elicitation),
                channel.map(Channel::word).orElse(""),
                elicitation.map(Elicitation::word).orElse(""),
                channel.map(policy.admission()::duties).orElse(Set.of()));
    }

    private static Optional<Notice> notice(Policy policy, Key key) {
        String id = key.noticeId();
        String version = key.noticeVersion();
        return id == null || version == null ? Optional.empty() : policy.notice(id, version);
    }

    private static @Nullable Refusal purposeRefusal(
            Attribute attribute, List<String> purposes, Key key, Optional<Notice> notice) {
        if (purposes.isEmpty()) {
            return Refusal.PURPOSE_MISSING;
        }
        if (!attribute.purposes().containsAll(purposes)) {
            return Refusal.PURPOSE_NOT_ALLOWED;
        }
        if (key.noticeId() == null || key.noticeVersion() == null) {
            return Refusal.NOTICE_MISSING;
        }
        return notice.isEmpty() ? Refusal.NOTICE_UNKNOWN : null;
    }

    private static @Nullable Refusal wayRefusal(
            List<String> purposes,
            @Nullable String language,
            Optional<Notice> notice,
            Optional<Channel> channel,
            Optional<Elicitation> elicitation) {
        if (language == null || notice.isEmpty() || !notice.get().texts().containsKey(language)) {
            return Refusal.NOTICE_LANGUAGE_UNKNOWN;
        }
        if (!notice.get().purposes().containsAll(purposes)) {
            return Refusal.PURPOSE_NOT_IN_NOTICE;
        }
        if (channel.isEmpty()) {
            return Refusal.CHANNEL_UNKNOWN;
        }
        return elicitation.isEmpty() ? Refusal.ELICITATION_INADMISSIBLE : null;
    }

    private static long startOf(LocalDate day, ZoneId zone) {
        return EpochMicros.of(day.atStartOfDay(zone).toInstant());
    }
}
