// The report page: its data stand in the page itself.
import {mount} from './app';
import {Block, reportOfBlock} from './block';

const root = document.getElementById('page')!;
const block = JSON.parse(document.getElementById('legekart-data')!.textContent) as Block;
mount(root, reportOfBlock(block));
performance.mark('legekart-shown');
