package io.amsphub.processors.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.identity.Sessions;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.CredentialRegister;
import io.amsphub.processors.port.People;
import io.amsphub.processors.port.PersonalRecords;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out what is kept of a person, and erases it: the record of orders, parts and the audit stays, under a pseudonym.
 * For the person itself and for operators. Must be called in a unit of work.
 */
public final class PersonalDataDesk {

    /** The action of the entry that tells of an export. */
    public static final String EXPORT = "person.EXPORTED";

    /** People of a provider of identities have no account here. */
    private static final String OF_PROVIDER = "oidc:";

    private static final Set<String> COPYING = Set.of(AuditChain.READER, WebhookFanOut.READER);
    private static final int PAGE = 500;
    private static final int NAMED = 3;

    private final People people;
    private final CredentialRegister credentials;
    private final PersonalRecords records;
    private final AuditTrail trail;
    private final AuditSeal seal;
    private final Sessions sessions;
    private final Clock clock;

    /** Brings together where something is kept of people. */
    public PersonalDataDesk(
            People people,
            CredentialRegister credentials,
            PersonalRecords records,
            AuditTrail trail,
            AuditSeal seal,
            Sessions sessions,
            Clock clock) {
        this.people = people;
        this.credentials = credentials;
        this.records = records;
        this.trail = trail;
        this.seal = seal;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What an erasure did.
     *
     * @param pseudonym what stands for the person from now on
     * @param changed how many records, by kind
     */
    public record Erased(String pseudonym, Map<String, Integer> changed) {}

    /**
     * Returns all that is kept of a person: account, what records tell, and what the audit tells of its doings.
     *
     * @param origin where the request came from
     * @throws HubException with {@link FailureCode#NOT_FOUND} when nothing is kept, or somebody else asks
     */
    public ObjectNode export(String name, Principal who, String origin) {
        Optional<Person> account = account(name, who);
        List<PersonalRecords.Kept> kept = records.of(name);
        ObjectNode all = Json.mapper().createObjectNode();
        all.put("name", name);
        all.put("at", clock.instant().toString());
        account.ifPresent(person -> {
            ObjectNode view = (ObjectNode) Json.tree(person);
            view.remove(List.of("passwordHash", "totp", "version"));
            view.put("secondFactor", person.twoFactors());
            all.set("account", view);
        });
        ArrayNode list = all.putArray("records");
        kept.forEach(record -> list.add(Json.tree(record)));
        ArrayNode doings = all.putArray("audit");
        AuditTrail.Query query = new AuditTrail.Query(name, null, null, null, null, null);
        List<AuditEntry> page = trail.after(0, query, PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> doings.add(doing(entry)));
            page = trail.after(page.get(page.size() - 1).sequence(), query, PAGE);
        }
        requireSomething(name, account.isPresent() || !list.isEmpty() || !doings.isEmpty());
        note(EXPORT, AuditNote.GIVEN, name, who, origin, list.size() + " records");
        return all;
    }

    private static ObjectNode doing(AuditEntry entry) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("time", entry.time().toString());
        view.put("action", entry.action());
        view.put("subject", entry.subject());
        view.put("outcome", entry.outcome());
        view.put("origin", entry.origin());
        view.put("detail", entry.detail());
        return view;
    }

    /**
     * Erases a person: the account, sessions, words and addresses go; where the person was named a pseudonym stands.
     *
     * @param origin where the request came from
     * @throws HubException with {@link FailureCode#NOT_FOUND} when nothing is kept, or somebody else asks; with {@link
     *     FailureCode#PERSON_NEEDED} when an order of the person is open, for its address is needed; with {@link
     *     FailureCode#CONCURRENT_CHANGE} when what the person did last is still being copied
     */
    public Erased erase(String name, Principal who, String origin) {
        Optional<Person> account = account(name, who);
        List<String> open = records.openOrders(name);
        if (!open.isEmpty()) {
            throw new HubException(
                    FailureCode.PERSON_NEEDED,
                    open.size() + " orders of the person are open, such as "
                            + open.subList(0, Math.min(NAMED, open.size())),
                    null,
                    "cancel them, or wait until they are delivered");
        }
        if (!records.settled(name, COPYING)) {
            throw new HubException(
                    FailureCode.CONCURRENT_CHANGE,
                    "what the person did last is still on its way to the audit and to webhooks",
                    null,
                    "repeat the request in a second");
        }
        String person = seal.person(name);
        String pseudonym = AuditEntry.pseudonym(person);
        Map<String, Integer> changed = records.replace(name, pseudonym);
        AuditTrail.Query query = new AuditTrail.Query(name, null, null, null, null, null);
        requireSomething(
                name,
                account.isPresent()
                        || !changed.isEmpty()
                        || !trail.after(0, query, 1).isEmpty());
        people.remove(name);
        sessions.endAll(name);
        note(AuditEntry.ERASURE, AuditNote.DONE, name, who, origin, "erased");
        return new Erased(pseudonym, changed);
    }

    /** Whoever is neither the person nor an operator learns nothing of whether there is one. */
    private Optional<Person> account(String name, Principal who) {
        boolean self = who.name().equals(name);
        boolean program = credentials.find(name).isPresent();
        if (program || !(self || who.roles().contains(Role.OPERATOR))) {
            throw nobody(name, program && self ? "a key is taken away, not erased" : "sign in as the person");
        }
        Optional<Person> account = people.find(name);
        if (account.isEmpty() && !name.startsWith(OF_PROVIDER)) {
            throw nobody(name, "check the name, or list people");
        }
        return account;
    }

    private static void requireSomething(String name, boolean something) {
        if (!something) {
            throw nobody(name, "check the name, or list people");
        }
    }

    private static HubException nobody(String name, String remedy) {
        return new HubException(FailureCode.NOT_FOUND, "there is no person " + name, null, remedy);
    }

    /** The subject of the note is the keyed pseudonym: it cannot be taken from the chain, and tells no name. */
    private void note(String action, String outcome, String name, Principal who, String origin, String detail) {
        String person = seal.person(name);
        boolean self = who.name().equals(name);
        trail.note(new AuditNote(
                Ids.next("aud"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                action,
                person,
                self ? who.organisation() : "",
                self && action.equals(AuditEntry.ERASURE) ? AuditEntry.pseudonym(person) : who.name(),
                outcome,
                origin,
                detail));
    }
}
