package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.port.People;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.PeopleDesk;
import io.amsphub.processors.step.PersonalDataDesk;
import io.amsphub.processors.step.SignIn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People with passwords: signing in and out, the own account, and what operators do with accounts. */
public final class PeopleResource implements ApiResource {

    private final People people;
    private final PeopleDesk desk;
    private final PersonalDataDesk personal;
    private final SignIn signIn;
    private final Sessions sessions;
    private final UnitOfWork unitOfWork;

    /** The resource over its store and steps. */
    public PeopleResource(
            People people,
            PeopleDesk desk,
            PersonalDataDesk personal,
            SignIn signIn,
            Sessions sessions,
            UnitOfWork unitOfWork) {
        this.people = people;
        this.desk = desk;
        this.personal = personal;
        this.signIn = signIn;
        this.sessions = sessions;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.ownCredential("signIn", this::enter),
                ApiOperation.streaming("signOut", KNOWN, this::leave),
                ApiOperation.of("getAccount", KNOWN, r -> HttpReply.json(200, view(self(r)))),
                ApiOperation.streaming("changePassword", KNOWN, this::changePassword),
                ApiOperation.secret("beginSecondFactor", KNOWN, r -> HttpReply.json(200, desk.beginFactor(self(r)))),
                ApiOperation.secret("activateSecondFactor", KNOWN, this::activate),
                ApiOperation.of("removeSecondFactor", KNOWN, this::removeFactor),
                ApiOperation.secret("addPerson", OPERATORS, this::add),
                ApiOperation.of(
                        "listPeople", OPERATION_READERS, r -> Views.page(people.page(r.page()), PeopleResource::view)),
                ApiOperation.of("getPerson", OPERATION_READERS, r -> HttpReply.json(200, view(person(r)))),
                ApiOperation.of("setPersonState", OPERATORS, this::setState),
                ApiOperation.secret("resetPassword", OPERATORS, this::reset),
                ApiOperation.secret("exportPersonalData", KNOWN, this::export),
                ApiOperation.of("erasePersonalData", KNOWN, this::erase));
    }

    private HttpReply enter(ApiRequest request) {
        SessionCookie.requireSameSite(request.call());
        Names names = request.body(Names.class);
        return signedIn(
                signIn.enter(
                        names.name(),
                        names.password(),
                        names.code(),
                        request.call().remoteAddress()),
                request);
    }

    private static HttpReply signedIn(SignIn.SignedIn now, ApiRequest request) {
        return HttpReply.json(200, view(now.person()))
                .with("Set-Cookie", SessionCookie.of(now.token(), request.call().secure()))
                .with("Cache-Control", "no-store");
    }

    private HttpReply leave(ApiRequest request) {
        SessionCookie.token(request.call()).ifPresent(sessions::end);
        return HttpReply.empty(204)
                .with("Set-Cookie", SessionCookie.gone(request.call().secure()));
    }

    private HttpReply changePassword(ApiRequest request) {
        Change wanted = request.body(Change.class);
        Person changed = unitOfWork.call(() -> desk.change(self(request), wanted.old(), wanted.password()));
        return signedIn(signIn.again(changed.name()), request);
    }

    private HttpReply activate(ApiRequest request) {
        String code = request.body(Code.class).code();
        return HttpReply.json(200, Map.of("recoveryCodes", desk.activateFactor(self(request), code)));
    }

    private HttpReply removeFactor(ApiRequest request) {
        desk.removeFactor(self(request), request.body(Code.class).code());
        return HttpReply.empty(204);
    }

    private HttpReply add(ApiRequest request) {
        NewPerson wanted = request.body(NewPerson.class);
        List<String> groups = Objects.requireNonNullElse(wanted.groups(), List.of());
        return given(
                201,
                desk.add(
                        wanted.name(),
                        wanted.organisation(),
                        Set.copyOf(wanted.roles()),
                        Set.copyOf(groups),
                        request.who()));
    }

    private HttpReply setState(ApiRequest request) {
        return HttpReply.json(
                200, view(desk.enable(person(request), request.body(State.class).enabled(), request.who())));
    }

    private HttpReply reset(ApiRequest request) {
        return given(200, desk.reset(person(request), request.who()));
    }

    private static HttpReply given(int status, PeopleDesk.Given given) {
        ObjectNode view = view(given.person());
        view.put("password", given.password());
        return HttpReply.json(status, view);
    }

    private HttpReply export(ApiRequest request) {
        return HttpReply.json(
                        200,
                        personal.export(
                                request.path("person"),
                                request.who(),
                                request.call().origin()))
                .with("Content-Disposition", "attachment; filename=\"personal-data.json\"")
                .with("Cache-Control", "no-store");
    }

    private HttpReply erase(ApiRequest request) {
        return HttpReply.json(
                200,
                personal.erase(
                        request.path("person"), request.who(), request.call().origin()));
    }

    private Person person(ApiRequest request) {
        return people.get(request.path("person"));
    }

    /** The person that sends; keys of programs have no account. */
    private Person self(ApiRequest request) {
        String name = request.who().name();
        return people.find(name)
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, name + " is no person with a password", null, "sign in as a person"));
    }

    private static ObjectNode view(Person person) {
        ObjectNode view = (ObjectNode) Json.tree(person);
        view.remove(List.of("passwordHash", "totp", "version"));
        view.put("secondFactor", person.twoFactors());
        if (person.totp() != null && person.twoFactors()) {
            view.put("recoveryCodesLeft", person.totp().recovery().size());
        }
        return view;
    }

    /** The body of signIn. */
    record Names(String name, String password, @Nullable String code) {}

    /** The body of changePassword. */
    record Change(String old, String password) {}

    /** The body of operations that take a code. */
    record Code(String code) {}

    /** The body of addPerson. */
    record NewPerson(
            String name,
            String organisation,
            List<Role> roles,
            @Nullable List<String> groups) {}

    /** The body of setPersonState. */
    record State(boolean enabled) {}
}
