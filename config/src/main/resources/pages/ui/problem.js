/** What the API says when it says no (RFC 9457), or what went wrong on the way to it. */
export class Problem extends Error {
  constructor({status = 0, code = '', title = '', detail = '', remedy = '', where = ''}) {
    super(detail || title);
    Object.assign(this, {status, code, title, detail, remedy, where});
  }

  /** Whether trying the same again may help. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
