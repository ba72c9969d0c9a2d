package io.crumbless.console.requests;

import io.crumbless.console.page.Part.Reached;
import io.crumbless.console.page.Part.Stage;
import io.crumbless.console.page.Part.Stages;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestStep;
import java.util.ArrayList;
import java.util.List;

/** The stages of a request of its kind, and which of them are reached. */
final class RequestStages {
    private final Request page;
    private final PrivacyRequest about;

    RequestStages(Request page, PrivacyRequest about) {
        this.page = page;
        this.about = about;
    }

    Stages stages() {
        List<RequestStep> steps = steps();
        List<Stage> stages = new ArrayList<>();
        boolean reached = true;
        for (RequestStep step : steps) {
            boolean done = step == RequestStep.ENTERED || about.has(step);
            Reached how = done ? Reached.DONE : reached ? Reached.NOW : Reached.AHEAD;
            stages.add(new Stage(text(step), how, page.say("requests.stage." + how.word())));
            reached = done;
        }
        return new Stages(page.say("requests.stages"), stages);
    }

    private List<RequestStep> steps() {
        List<RequestStep> steps = new ArrayList<>(List.of(RequestStep.ENTERED));
        boolean refused = about.has(RequestStep.REFUSED);
        add(steps, RequestStep.IDENTITY_CHECKED, about.kind().needsIdentity(), refused);
        add(steps, RequestStep.APPROVED, about.kind().needsApproval(), refused);
        add(steps, RequestStep.CARRIED_OUT, true, refused);
        if (refused) {
            steps.add(RequestStep.REFUSED);
        }
        steps.add(RequestStep.CLOSED);
        return steps;
    }

    /** For a refused request, only what was done. */
    private void add(List<RequestStep> steps, RequestStep step, boolean goesThrough, boolean refused) {
        if (goesThrough && (!refused || about.has(step))) {
            steps.add(step);
        }
    }

    private String text(RequestStep step) {
        return page.say(
                step == RequestStep.CARRIED_OUT
                        ? "requests.stage.carried-out." + about.kind().word()
                        : "requests.stage." + step.word());
    }
}
