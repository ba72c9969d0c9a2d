package io.crumbless.tools.generate;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.kernel.profile.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A fault in a valid declaration; it breaks one rule of the admission bar and no other. */
enum DeliveryFault {
    SPOILT_RECORD(Refusal.MALFORMED) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.spoilt = in.isText();
            return draft.spoilt;
        }
    },
    NO_SUBJECT(Refusal.SUBJECT_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.subjectId = null;
            return true;
        }
    },
    NO_ID(Refusal.ID_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declarationId = null;
            return true;
        }
    },
    /** An unknown word would stop the run, since it may mean a withdrawal. */
    NO_ACTION(Refusal.ACTION_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.action = null;
            return true;
        }
    },
    STRANGE_ATTRIBUTE(Refusal.ATTRIBUTE_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.attribute = draft.about.name().value() + "_old";
            return in.policy().attribute(draft.attribute).isEmpty();
        }
    },
    STRANGE_VALUE(Refusal.VALUE_INVALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.value = draft.about.type() instanceof AttributeType.StringType ? null : "?";
            return true;
        }
    },
    NO_PURPOSE(Refusal.PURPOSE_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.purposes = List.of();
            return true;
        }
    },
    FORBIDDEN_PURPOSE(Refusal.PURPOSE_NOT_ALLOWED) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            Optional<Purpose> other = in.policy().purposes().stream()
                    .filter(purpose -> !draft.about.purposes().contains(purpose.id()))
                    .findFirst();
            other.ifPresent(purpose -> draft.purposes = with(draft.purposes, purpose.id()));
            return other.isPresent();
        }
    },
    PURPOSE_NOBODY_EXPLAINED(Refusal.PURPOSE_NOT_IN_NOTICE) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            Optional<String> other = in.policy()
                    .notice(String.valueOf(draft.noticeId), String.valueOf(draft.noticeVersion))
                    .flatMap(notice -> draft.about.purposes().stream()
                            .filter(purpose -> !notice.purposes().contains(purpose))
                            .findFirst());
            other.ifPresent(purpose -> draft.purposes = with(draft.purposes, purpose));
            return other.isPresent();
        }
    },
    NO_NOTICE(Refusal.NOTICE_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.noticeId = null;
            return true;
        }
    },
    STRANGE_NOTICE(Refusal.NOTICE_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.noticeVersion = "0";
            return in.policy().notice(String.valueOf(draft.noticeId), "0").isEmpty();
        }
    },
    NOTICE_OF_LATER_DAYS(Refusal.NOTICE_NOT_YET_VALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            return in.offers(draft.about).stream()
                    .filter(offer -> offer.fromEpochDay() > draft.epochDay)
                    .findFirst()
                    .map(offer -> show(draft, offer))
                    .orElse(false);
        }
    },
    NOTICE_OF_EARLIER_DAYS(Refusal.NOTICE_NO_LONGER_VALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            return in.offers(draft.about).stream()
                    .filter(offer -> offer.toEpochDay() <= draft.epochDay)
                    .findFirst()
                    .map(offer -> show(draft, offer))
                    .orElse(false);
        }
    },
    STRANGE_LANGUAGE(Refusal.NOTICE_LANGUAGE_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.noticeLanguage = "xx";
            return true;
        }
    },
    STRANGE_CHANNEL(Refusal.CHANNEL_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.channel = "fax";
            return true;
        }
    },
    PRE_TICKED(Refusal.ELICITATION_INADMISSIBLE) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            List<Elicitation> refused = Arrays.stream(Elicitation.values())
                    .filter(elicitation -> !in.policy().admission().admits(elicitation))
                    .toList();
            draft.elicitation = in.dice().pick(refused).word();
            return true;
        }
    },
    STRANGE_SPEAKER(Refusal.DECLARED_BY_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declaredBy = "household";
            return true;
        }
    },
    NO_RECORDER(Refusal.RECORDER_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.recordedBy = null;
            return in.owes(draft, Duty.RECORDED_BY);
        }
    },
    NOT_READ_BACK(Refusal.CONFIRMATION_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.confirmed = "false";
            return in.owes(draft, Duty.CONFIRMED);
        }
    },
    UNCLEAR_READ_BACK(Refusal.CONFIRMED_INVALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.confirmed = "perhaps";
            return !in.isDatabase();
        }
    },
    NO_EVIDENCE(Refusal.EVIDENCE_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.evidenceRef = null;
            return in.owes(draft, Duty.EVIDENCE_REF);
        }
    },
    STRANGE_END(Refusal.VALID_UNTIL_INVALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.validUntil = "31.12.2030";
            return !in.isDatabase();
        }
    },
    NO_JURISDICTION(Refusal.JURISDICTION_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.jurisdiction = null;
            return in.source().usualJurisdiction().isEmpty();
        }
    },
    STRANGE_JURISDICTION(Refusal.JURISDICTION_UNKNOWN) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.jurisdiction = "XX";
            return true;
        }
    },
    NO_BASIS(Refusal.EXPLICIT_BASIS_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.legalBasis = null;
            return draft.about.sensitivity() == Sensitivity.SPECIAL;
        }
    },
    NO_END(Refusal.EXPIRY_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            SpecialCategoryRule rule = draft.person.jurisdiction().specialCategory();
            draft.validUntil = null;
            return draft.about.sensitivity() == Sensitivity.SPECIAL
                    && rule.expiryRequired()
                    && !draft.about.keep().ends();
        }
    },
    NO_TIME(Refusal.TIME_MISSING) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declaredAt = null;
            return true;
        }
    },
    STRANGE_TIME(Refusal.TIME_INVALID) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declaredAt = "22.11.2026 14:05";
            return !in.isDatabase();
        }
    },
    NO_ZONE(Refusal.TIME_WITHOUT_ZONE) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declaredAt = in.clock().local(draft.epochDay, draft.secondOfDay);
            return !in.source().hasLocalTimes() && !in.isDatabase();
        }
    },
    HOUR_SHOWN_TWICE(Refusal.TIME_AMBIGUOUS) {
        @Override
        boolean make(Draft draft, Circumstances in) {
            draft.declaredAt = in.clock().shownTwice(draft.epochDay);
            return in.source().hasLocalTimes() && !draft.declaredAt.isEmpty();
        }
    };

    private final Refusal refusal;

    DeliveryFault(Refusal refusal) {
        this.refusal = refusal;
    }

    /** The refusal code of the admission bar. */
    Refusal refusal() {
        return refusal;
    }

    /**
     * Applies the fault to the draft. Returns false if it is impossible under the circumstances; the draft must then be
     * discarded.
     */
    abstract boolean make(Draft draft, Circumstances in);

    /** The circumstances of a statement. */
    record Circumstances(
            Policy policy,
            Offers byAttribute,
            ShopClock clock,
            StatementSource source,
            Formats formats,
            SeededRandom dice) {
        boolean isText() {
            return source.isText(formats);
        }

        boolean isDatabase() {
            return source.isDatabase(formats);
        }

        List<Offers.Offer> offers(Attribute attribute) {
            return byAttribute.of(policy.indexOf(attribute.name().value()));
        }

        boolean owes(Draft draft, Duty duty) {
            return Channel.ofWord(String.valueOf(draft.channel))
                    .map(channel -> policy.admission().duties(channel).contains(duty))
                    .orElse(false);
        }
    }

    private static List<String> with(List<String> purposes, String more) {
        List<String> all = new ArrayList<>(purposes);
        all.add(more);
        return all;
    }

    private static boolean show(Draft draft, Offers.Offer offer) {
        draft.noticeId = offer.notice().id();
        draft.noticeVersion = offer.notice().version();
        draft.noticeLanguage = offer.languages().get(0);
        draft.purposes = offer.purposes().subList(0, 1);
        return true;
    }
}
