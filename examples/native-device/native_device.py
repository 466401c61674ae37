import datetime, hashlib, itertools, json, os, sys, threading, time, urllib.request as http, uuid, paho.mqtt.client as mqtt
from paho.mqtt.properties import PacketTypes, Properties

host, port, centre, machine, password, memory = sys.argv[1:]
base, boot, lock = f"am/{centre}/{machine}", str(uuid.uuid4()), threading.RLock()
me, jobs, seq, log = dict(job=None, clear=True), {}, itertools.count(1), open(memory, "a")  # jobs: all that it ever accepted
now = lambda: datetime.datetime.now(datetime.timezone.utc)

def remember(what, key, told=True):  # on the disk before anybody is told
    if told: print(what, key, file=log, flush=True), os.fsync(log.fileno())
    me["job"], me["clear"] = key if what == "STARTED" else None, what == "CLEAR" or me["clear"] and what != "STARTED"
    if what != "CLEAR": jobs[key] = what

def say(topic, retain=False, properties=None, **fields):
    fields |= dict(schema="amsp-native/1", boot=boot, seq=next(seq), time=now().isoformat()[:23] + "Z")
    client.publish(topic, json.dumps(fields), 1, retain, properties)

def say_state():
    say(base + "/report/state", True, state="PRINTING" if me["job"] else "IDLE" if me["clear"] else "NOT_READY", job=me["job"],
        platformClear=me["clear"], recentJobs=[dict(job=key, outcome=how) for key, how in list(jobs.items())[-20:]])

def end(key, outcome, reason=None):
    with lock:
        remember(outcome, key)
        say(base + "/report/job", job=key, outcome=outcome, reason=reason, printTimeS=2)
        say_state()

def why_not(verb, command):
    if verb != "print": return {"report": None, "platform-clear": "BUSY" if me["job"] else None}.get(verb, "UNSUPPORTED")
    if datetime.datetime.fromisoformat(command["expires"]) <= now(): return "EXPIRED"
    if me["job"] or not me["clear"]: return "BUSY" if me["job"] else "PLATFORM_NOT_CLEAR"
    get = http.Request(command["file"]["uri"], headers={"Authorization": command["file"].get("authorization") or ""})
    return None if hashlib.sha256(http.urlopen(get, timeout=30).read()).hexdigest() == command["file"]["sha256"] else "FILE_MISMATCH"

def obey(client, _, message):  # the PUBACK is sent when this returns
    verb, command, known, answer = message.topic.split("/")[-1], {}, False, Properties(PacketTypes.PUBLISH)
    with lock:
        try:
            command = dict(json.loads(message.payload))
            known = verb == "print" and command["job"] in jobs  # it is never printed again
            code = None if known else why_not(verb, command)
        except OSError: code = "FILE_UNREACHABLE"
        except (ValueError, KeyError, TypeError, AttributeError): code = "MALFORMED"
        if not code and verb == "platform-clear": remember("CLEAR", "platform")
        if not code and verb == "print" and not known:
            remember("STARTED", command["job"])
            threading.Timer(2, end, [command["job"], "FINISHED"]).start()  # a real machine prints here
        answer.CorrelationData = getattr(message.properties, "CorrelationData", b"")
        say(getattr(message.properties, "ResponseTopic", base + "/report/ack"), False, answer, verb=verb, code=code, accepted=not code,
            command=command.get("command"), job=command.get("job"), duplicate=known)
        say_state()

def connected(client, *_):
    client.subscribe(base + "/command/+", options=mqtt.SubscribeOptions(qos=1, retainHandling=2))
    say(base + "/report/identity", True, manufacturer="Example", model="Small", processCategory="MEX", materials=["PLA"],
        commands=["print", "report", "platform-clear"])
    say_state()

for line in open(memory): remember(*line.split(), told=False)
client = mqtt.Client(client_id=f"{centre}/{machine}", protocol=mqtt.MQTTv5)
client.username_pw_set(f"{centre}/{machine}", password)
client.on_connect, client.on_message = connected, obey
will, session = Properties(PacketTypes.WILLMESSAGE), Properties(PacketTypes.CONNECT)
will.WillDelayInterval, session.SessionExpiryInterval = 1, 86_400  # commands wait for a machine that is briefly away
client.will_set(base + "/report/state", json.dumps(dict(schema="amsp-native/1", state="OFFLINE")), 1, True, will)
client.connect(host, int(port), 30, clean_start=False, properties=session)
client.loop_start()
for lost in [key for key, how in jobs.items() if how == "STARTED"]: end(lost, "FAILED", "POWER_LOSS")
while not time.sleep(10): say_state()
