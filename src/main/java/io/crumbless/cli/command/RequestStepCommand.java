package io.crumbless.cli.command;

import io.crumbless.cli.render.RequestJson;
import io.crumbless.cli.render.RequestWords;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Base of the commands that add a step to the history of one request. */
abstract class RequestStepCommand implements Callable<Integer> {
    final Invocation invocation;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    RequestsCommand register;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "The number of the request, such as R-7.")
    private String request = "";

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    RequestStepCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Adds the step; returns the updated request. */
    abstract PrivacyRequest act(RequestDesk desk, long number);

    @Override
    public Integer call() {
        register.changing(desk -> {
            print(act(desk, RequestsCommand.number(request)), desk);
            return true;
        });
        return 0;
    }

    boolean json() {
        return json;
    }

    private void print(PrivacyRequest done, RequestDesk desk) {
        Map<String, @Nullable Object> result = ResultJson.ordered("outcome", "changed", "exit_code", 0);
        result.putAll(RequestJson.object(done, desk.today()));
        invocation
                .terminal()
                .out()
                .print(json ? ResultJson.text(result) + "\n" : RequestWords.line(done, desk.today()) + "\n");
    }
}
