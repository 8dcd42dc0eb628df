// The whole life of payments, through Stripe's own library, against the server of the tests. Fails where anything differs
// from what Stripe's documentation promises.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';

const [, , url, secretKey, webhookSecret] = process.argv;
const address = new URL(url);
const connect = (key, more = {}) => new Stripe(key, {
  apiVersion: '2025-02-24.acacia',
  host: address.hostname,
  port: address.port,
  protocol: 'http',
  maxNetworkRetries: 0,
  telemetry: false,
  ...more,
});
const stripe = connect(secretKey);
const expand = ['latest_charge.balance_transaction'];

const authorize = (more = {}, ...options) => stripe.paymentIntents.create({
  amount: 1999,
  currency: 'usd',
  payment_method: 'pm_card_visa',
  payment_method_types: ['card'],
  capture_method: 'manual',
  confirm: true,
  metadata: { order: 'order-1', attempt: 'order-1/1' },
  expand,
  ...more,
}, ...options);

const steps = {
  async 'authorises, captures a part, refunds a part'() {
    const made = await authorize();
    assert.equal(made.object, 'payment_intent');
    assert.equal(made.status, 'requires_capture');
    assert.equal(made.amount_capturable, 1999);
    assert.equal(made.metadata.attempt, 'order-1/1');
    assert.equal(made.latest_charge.payment_method_details.card.brand, 'visa');
    assert.equal(made.latest_charge.payment_method_details.card.checks.address_line1_check, 'pass');
    assert.ok(made.latest_charge.payment_method_details.card.capture_before > made.created);
    assert.equal(made.latest_charge.balance_transaction, null);

    const taken = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 1500, expand });
    assert.equal(taken.status, 'succeeded');
    assert.equal(taken.amount_received, 1500);
    assert.equal(taken.latest_charge.balance_transaction.object, 'balance_transaction');
    assert.ok(taken.latest_charge.balance_transaction.available_on > 0);

    const refund = await stripe.refunds.create({
      payment_intent: made.id, amount: 400, metadata: { refund: 'order-1/refund-1' },
    });
    assert.equal(refund.object, 'refund');
    assert.equal(refund.status, 'succeeded');
    assert.equal((await stripe.refunds.retrieve(refund.id)).metadata.refund, 'order-1/refund-1');
    const listed = await stripe.refunds.list({ payment_intent: made.id });
    assert.equal(listed.data[0].id, refund.id);
    assert.deepEqual(listed.data.map((one) => [one.amount, one.metadata.refund]),
      [[400, 'order-1/refund-1'], [499, undefined]]);

    const read = await stripe.paymentIntents.retrieve(made.id);
    assert.equal(typeof read.latest_charge, 'string');
    const whole = await stripe.paymentIntents.retrieve(made.id, { expand });
    assert.deepEqual([whole.latest_charge.amount_captured, whole.latest_charge.amount_refunded], [1500, 899]);
    assert.equal(whole.latest_charge.refunds, null);
    const all = await stripe.paymentIntents.retrieve(made.id, { expand: ['latest_charge.refunds'] });
    assert.deepEqual(all.latest_charge.refunds.data.map((one) => one.amount), [400, 499]);
    await assert.rejects(
      stripe.refunds.create({ payment_intent: made.id, amount: 5000 }), Stripe.errors.StripeInvalidRequestError);
  },

  async 'creates first and confirms later'() {
    const made = await authorize({ confirm: false });
    assert.equal(made.status, 'requires_confirmation');
    assert.equal((await stripe.paymentIntents.confirm(made.id)).status, 'requires_capture');
  },

  async 'takes a promise in parts'() {
    const made = await authorize({ payment_method_options: { card: { request_multicapture: 'if_available' } } });
    assert.equal(made.latest_charge.payment_method_details.card.multicapture.status, 'available');
    const part = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 500, final_capture: false });
    assert.deepEqual([part.status, part.amount_received, part.amount_capturable], ['requires_capture', 500, 1499]);
    const whole = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 700 });
    assert.deepEqual([whole.status, whole.amount_received], ['succeeded', 1200]);
  },

  async 'cancels, and says that it cannot'() {
    const made = await authorize();
    assert.equal((await stripe.paymentIntents.cancel(made.id)).status, 'canceled');
    await assert.rejects(stripe.paymentIntents.capture(made.id), (error) => {
      assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
      assert.equal(error.code, 'payment_intent_unexpected_state');
      assert.equal(error.statusCode, 400);
      return true;
    });
  },

  async 'declines as a card error that names the payment'() {
    for (const [method, code, reason] of [
      ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
      ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ]) {
      await assert.rejects(authorize({ payment_method: method }), (error) => {
        assert.ok(error instanceof Stripe.errors.StripeCardError);
        assert.deepEqual([error.statusCode, error.code, error.decline_code], [402, code, reason]);
        assert.equal(error.payment_intent.status, 'requires_payment_method');
        assert.equal(typeof error.payment_intent.latest_charge, 'string');
        return true;
      });
    }
  },

  async 'asks for a step of the shopper, and declines without them'() {
    const asked = await authorize({ payment_method: 'pm_card_authenticationRequired' });
    assert.equal(asked.status, 'requires_action');
    assert.ok(asked.client_secret.startsWith(`${asked.id}_secret_`));
    await assert.rejects(
      authorize({
        payment_method: 'pm_card_authenticationRequired', off_session: true, capture_method: 'automatic',
      }),
      (error) => error instanceof Stripe.errors.StripeCardError && error.code === 'authentication_required');
  },

  async 'keeps a method for its customer until it is detached'() {
    const first = await authorize({ setup_future_usage: 'off_session' });
    const customer = await stripe.customers.create({ metadata: { owner: 'customer-1' } });
    const kept = await stripe.paymentMethods.attach(first.payment_method, { customer: customer.id });
    assert.equal(kept.customer, customer.id);
    const later = { payment_method: kept.id, customer: customer.id, off_session: true, capture_method: 'automatic' };
    assert.equal((await authorize(later)).status, 'succeeded');
    assert.equal((await stripe.paymentMethods.retrieve(kept.id)).customer, customer.id);
    assert.equal((await stripe.paymentMethods.detach(kept.id)).customer, null);
    await assert.rejects(authorize(later), Stripe.errors.StripeInvalidRequestError);
  },

  async 'answers a key once'() {
    const first = await authorize({}, { idempotencyKey: 'key-1' });
    assert.equal((await authorize({}, { idempotencyKey: 'key-1' })).id, first.id);
    await assert.rejects(
      authorize({ amount: 2000 }, { idempotencyKey: 'key-1' }),
      (error) => error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 400);
  },

  async 'lists in pages, newest first'() {
    const seen = [];
    for await (const one of stripe.paymentIntents.list({ limit: 2, created: { gte: 1 }, expand: ['data.latest_charge'] })) {
      seen.push(one);
    }
    assert.ok(seen.length > 6);
    assert.equal(new Set(seen.map((one) => one.id)).size, seen.length);
    assert.ok(seen.some((one) => one.latest_charge?.object === 'charge'));
    assert.deepEqual((await stripe.paymentIntents.list({ created: { lte: 1 } })).data, []);
  },

  async 'tells of disputes'() {
    const disputed = await authorize({ payment_method: 'pm_card_createDispute', capture_method: 'automatic' });
    const charge = (await stripe.paymentIntents.retrieve(disputed.id, { expand })).latest_charge;
    assert.equal(charge.disputed, true);
    const { data } = await stripe.disputes.list({ charge: charge.id });
    assert.deepEqual(data.map((one) => [one.amount, one.status]), [[1999, 'needs_response']]);
  },

  async 'refuses in the form of each kind'() {
    await assert.rejects(stripe.paymentIntents.retrieve('pi_unheard'), (error) => error.code === 'resource_missing');
    await assert.rejects(authorize({ amount: 10 }), (error) => error.code === 'amount_too_small');
    await assert.rejects(authorize({ amount: 29, currency: 'gbp' }), (error) => error.code === 'amount_too_small');
    for (const [amount, currency] of [[1005, 'kwd'], [1050, 'isk']]) {
      await assert.rejects(authorize({ amount, currency }), Stripe.errors.StripeInvalidRequestError);
    }
    await assert.rejects(
      connect('sk_test_wrong').paymentIntents.retrieve('pi_1'), Stripe.errors.StripeAuthenticationError);
  },

  async 'signs webhooks'() {
    const heard = [];
    const server = createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        heard.push(stripe.webhooks.constructEvent(
          Buffer.concat(parts), request.headers['stripe-signature'], webhookSecret));
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    const endpoint = await stripe.webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/`, enabled_events: ['*'],
    });
    assert.equal(endpoint.secret, webhookSecret);
    const made = await authorize();
    await stripe.paymentIntents.capture(made.id, { amount_to_capture: 1500 });
    await stripe.refunds.create({ payment_intent: made.id, amount: 400 });
    while (!heard.some((one) => one.type === 'charge.refunded')) await once(server, 'request');
    const charges = heard.filter((one) => one.data.object.object === 'charge').map((one) => one.type);
    assert.deepEqual(charges, ['charge.succeeded', 'charge.captured', 'charge.refunded']);
    assert.ok(heard.some((one) => one.data.object.id === made.id));
    assert.ok(heard.every((one) => one.object === 'event' && one.id.startsWith('evt_')));
    server.close();
    server.closeAllConnections();
  },
};

for (const [name, step] of Object.entries(steps)) {
  await step();
  console.log(`ok: ${name}`);
}
