import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Controller, Get, Header, Inject, NotFoundException, Param } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { Settings } from '#platform';

const LETTER = /^mail_[a-z0-9_]+$/;
const SHOWN = 100;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 "PingFang SC","Noto Sans CJK SC",sans-serif;
background:#fbf9f6;color:#23201c}a{color:#8f2b23}li{padding:.4rem 0;border-bottom:1px solid #e6dfd5}small{color:#5d564d}
ul{list-style:none;padding:0}pre{white-space:pre-wrap;font:inherit;overflow-wrap:anywhere}</style></head>
<body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

/** The local mail box of the default set-up, to read what would have been mailed. Never there in production. */
@Controller('dev/mail')
export class MailboxController {
  private readonly folder: string;

  constructor(@Inject(Settings) private readonly settings: Settings) {
    this.folder = path.join(settings.dataDir, 'mail');
  }

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async list(): Promise<string> {
    this.assertOpen();
    const files = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    const dated = await Promise.all(
      files.map(async (name) => ({ name, at: (await stat(path.join(this.folder, name))).mtimeMs })),
    );
    const newest = dated.sort((a, b) => b.at - a.at).slice(0, SHOWN);
    const rows = await Promise.all(
      newest.map(async ({ name }) => {
        const letter = await PostalMime.parse(await readFile(path.join(this.folder, name)));
        const to = letter.to?.map(({ address }) => address).join(', ') ?? '';
        const link = `/dev/mail/${name.replace(/\.eml$/, '')}`;
        return `<li><a href="${escaped(link)}">${escaped(letter.subject ?? '')}</a><br><small>${escaped(to)}</small></li>`;
      }),
    );
    return page(
      '本地邮箱（仅演示环境）',
      rows.length ? `<ul>${rows.join('')}</ul>` : '<p>还没有邮件。捐一笔并留下邮箱，凭证就会寄到这里。</p>',
    );
  }

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  async read(@Param('id') id: string): Promise<string> {
    this.assertOpen();
    if (!LETTER.test(id)) throw new NotFoundException();
    const raw = await readFile(path.join(this.folder, `${id}.eml`)).catch(() => null);
    if (!raw) throw new NotFoundException();
    const letter = await PostalMime.parse(raw);
    const attachments = letter.attachments.map(({ filename, mimeType, content }) => {
      const size = typeof content === 'string' ? content.length : content.byteLength;
      return `<li>📎 ${escaped(filename ?? '')} <small>${escaped(mimeType)}, ${size} B</small></li>`;
    });
    const body = escaped(letter.text ?? '').replace(/https?:\/\/[^\s<&]+/g, (url) => `<a href="${url}">${url}</a>`);
    return page(
      letter.subject ?? '',
      `<pre>${body}</pre><ul>${attachments.join('')}</ul><p><a href="/dev/mail">返回</a></p>`,
    );
  }

  private assertOpen(): void {
    if (this.settings.production || !this.settings.demo || this.settings.mail.smtpUrl) throw new NotFoundException();
  }
}
